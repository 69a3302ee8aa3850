package dev.jenvoy.contract.senders.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.SigningKey;
import dev.jenvoy.contract.kit.SnsRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.sender.http.HttpFetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests Amazon SNS, with the messages of AWS CodeCommit and a replacement for AWS. */
class SnsTest {

    private static final String SHA = "5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5";

    private static final SigningKey AWS = SigningKey.of("sns");

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .aws(this::answer)
                .with("senders", Map.of("sns", Map.of("topics", List.of(SnsRequest.TOPIC))))
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo run >> ../runs",
                        "echo \"$JENVOY_SOURCE|$JENVOY_OWNER|$JENVOY_REPO|${JENVOY_BRANCH-}|${JENVOY_TAG-}|$JENVOY_SHA|$JENVOY_SENDER\"",
                        "cat")
                .hook("@123456789012/push-site-main", "#!/bin/sh", "echo own")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpFetcher.Answer answer(URI uri, Map<String, String> headers) {
        asked.add(uri.toString());
        String body = uri.getPath().endsWith(".pem") ? AWS.pem() : "<ok/>";
        return new HttpFetcher.Answer.Whole(status, body);
    }

    private static String reference(String ref, String more) {
        return "{\"commit\":\"" + SHA + "\",\"ref\":\"" + ref + "\"" + more + "}";
    }

    private static String push(String... references) {
        return record("ReferenceChanges", String.join(",", references));
    }

    /** Returns a record as a trigger of CodeCommit publishes it. */
    private static String record(String event, String references) {
        return """
                {"Records":[{"awsRegion":"eu-west-1","codecommit":{"references":[%s]},"customData":null,\
                "eventId":"e6317415-5a45-41a8-8234-fa90742d2c66","eventName":"%s","eventPartNumber":1,\
                "eventSource":"aws:codecommit","eventSourceARN":"arn:aws:codecommit:eu-west-1:123456789012:site",\
                "eventTime":"2020-06-03T08:28:16.625+0000","eventTotalParts":1,"eventVersion":"1.0",\
                "userIdentityARN":"arn:aws:iam::123456789012:user/dev/ann"}]}""".formatted(references, event);
    }

    private static SnsRequest good() {
        return SnsRequest.notification(AWS, push(reference("refs/heads/main", "")));
    }

    private HttpAnswer refused(HookRequest request, int status) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(site.folder().resolve("runs")).doesNotExist();
        return answer;
    }

    private String settled(SnsRequest request) throws Exception {
        HttpAnswer answer = site.send(request.request());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(site.folder().resolve("runs")).doesNotExist();
        return answer.json().get("msg").getAsString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void a_push_to_codecommit_runs_its_hooks_with_the_message_as_payload(String version) throws Exception {
        SnsRequest request = good().with("SignatureVersion", version);
        HttpAnswer answer = site.send(request.request());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().keySet()).containsExactly("@123456789012/push-site-main", "push");
        assertThat(answer.stdout("push"))
                .isEqualTo("sns|123456789012|site|main||" + SHA + "|ann\n"
                        + request.members().get("Message"));
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo(request.id());
    }

    @Test
    void a_message_without_a_subject_and_one_of_type_json_are_accepted_too() throws Exception {
        assertThat(site.send(good().without("Subject").request()).status()).isEqualTo(200);
        assertThat(site.send(good().field("Content-Type", "application/json").request())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_certificate_is_fetched_once() throws Exception {
        site.send(good().request());
        site.send(good().request());

        assertThat(asked).containsExactly(SnsRequest.CERTIFICATE);
    }

    @Test
    void each_reference_is_a_delivery_of_its_own() throws Exception {
        SnsRequest request = SnsRequest.notification(
                AWS,
                push(
                        reference("refs/heads/main", ",\"created\":true"),
                        reference("refs/tags/v1", ""),
                        reference("refs/heads/old", ",\"deleted\":true")));
        HttpAnswer answer = site.send(request.request());

        assertThat(answer.status()).isEqualTo(200);
        var deliveries = answer.json().getAsJsonObject("deliveries");
        assertThat(deliveries.keySet()).containsExactly(request.id(), request.id() + ".2", request.id() + ".3");
        assertThat(deliveries.get(request.id()).toString()).contains("|site|main||", "own");
        assertThat(deliveries.get(request.id() + ".2").toString())
                .contains("|site||v1|")
                .doesNotContain("own");
        assertThat(deliveries.get(request.id() + ".3").toString()).contains("skipped");
    }

    @Test
    void a_message_that_sns_sends_again_gets_the_recorded_answer() throws Exception {
        HookRequest request = good().request();
        HttpAnswer first = site.send(request);
        HttpAnswer again = site.send(request);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Files.readString(site.folder().resolve("runs"))).isEqualTo("run\n");
    }

    @ParameterizedTest
    @CsvSource({
        "detail-type, referenceUpdated, main, own",
        "detailType, referenceCreated, main, own",
        "detail-type, referenceDeleted, main, skipped",
        "detail-type, commentOnCommitCreated, main, nothing runs"
    })
    void events_of_eventbridge_and_of_notification_rules_are_understood(
            String key, String event, String branch, String told) throws Exception {
        String message = """
                {"account":"123456789012","%s":"CodeCommit Repository State Change","region":"eu-west-1",\
                "source":"aws.codecommit","resources":["arn:aws:codecommit:eu-west-1:123456789012:site"],\
                "detail":{"event":"%s","repositoryName":"site","referenceType":"branch","referenceName":"%s",\
                "referenceFullName":"refs/heads/%s","commitId":"%s",\
                "callerUserArn":"arn:aws:sts::123456789012:assumed-role/admin/ann"}}""".formatted(key, event, branch, branch, SHA);
        HttpAnswer answer = site.send(SnsRequest.notification(AWS, message).request());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(told);
    }

    @Test
    void a_person_s_test_of_a_trigger_runs_nothing() throws Exception {
        String test = record("TriggerEventTest", reference("refs/heads/main", ""));

        assertThat(settled(SnsRequest.notification(AWS, test))).contains("nothing runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "", "[]", "{}", "{\"Records\":[]}", "{\"Records\":[{\"eventSource\":\"aws:s3\"}]}", "{"
            })
    void a_message_of_another_service_runs_nothing(String message) throws Exception {
        assertThat(settled(SnsRequest.notification(AWS, message))).contains("nothing runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/../x", "refs/heads/a b", "refs/tags/", "refs/heads/a\\u0000b"})
    void a_reference_that_cannot_be_one_is_rejected(String ref) throws Exception {
        refused(SnsRequest.notification(AWS, push(reference(ref, ""))).request(), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:codecommit:eu-west-1:1:site",
                "arn:aws:s3:eu-west-1:123456789012:site",
                "x",
                "arn:aws:codecommit:eu-west-1:123456789012:../x"
            })
    void a_repository_that_cannot_be_one_is_rejected(String arn) throws Exception {
        String message =
                push(reference("refs/heads/main", "")).replace("arn:aws:codecommit:eu-west-1:123456789012:site", arn);
        refused(SnsRequest.notification(AWS, message).request(), 400);
    }

    @Test
    void a_subscription_of_a_listed_topic_is_confirmed() throws Exception {
        assertThat(settled(SnsRequest.confirmation(AWS, "SubscriptionConfirmation")))
                .contains("confirmed");
        assertThat(asked).containsExactly(SnsRequest.CERTIFICATE, SnsRequest.CONFIRM);
    }

    @Test
    void the_end_of_a_subscription_is_noted_and_nothing_is_visited() throws Exception {
        assertThat(settled(SnsRequest.confirmation(AWS, "UnsubscribeConfirmation")))
                .contains("noted");
        assertThat(asked).containsExactly(SnsRequest.CERTIFICATE);
    }

    @Test
    void a_subscription_that_cannot_be_confirmed_is_asked_for_again() throws Exception {
        site.send(good().request());
        Files.delete(site.folder().resolve("runs"));
        status = 500;

        HttpAnswer answer =
                refused(SnsRequest.confirmation(AWS, "SubscriptionConfirmation").request(), 503);
        assertThat(answer.field("Retry-After")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/?Action=ConfirmSubscription",
                "http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
                "https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic",
                "https://sns.eu-west-1.amazonaws.com/?x=Action=ConfirmSubscription",
                "https://sns.eu-west-1.amazonaws.com/x?Action=ConfirmSubscription"
            })
    void a_subscription_is_confirmed_at_sns_alone(String url) throws Exception {
        refused(
                SnsRequest.confirmation(AWS, "SubscriptionConfirmation")
                        .with("SubscribeURL", url)
                        .request(),
                403);
        assertThat(asked).doesNotContain(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
                "https://evil@sns.eu-west-1.amazonaws.com/a.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.community/a.pem",
                "https://sns.evil.sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.amazonaws.com/a.pem",
                "https://s3.eu-west-1.amazonaws.com/a.pem",
                "https://xsns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.pem?x=.pem",
                "https://sns.eu-west-1.amazonaws.com/a.pem#x",
                "https://sns.eu-west-1.amazonaws.com/?Action=GetTopic&x=.pem",
                "https://sns.eu-west-1.amazonaws.com/../a.pem",
                "https://sns.eu-west-1.amazonaws.com/%2e%2e/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.txt",
                "https://SNS.EU-WEST-1.AMAZONAWS.COM/a.pem",
                "file:///etc/a.pem",
                "//sns.eu-west-1.amazonaws.com/a.pem",
                "a b",
                ""
            })
    void a_certificate_is_fetched_from_sns_alone(String url) throws Exception {
        refused(good().with("SigningCertURL", url).request(), 403);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.us-gov-west-1.amazonaws.com/a.pem",
                "https://sns.us-east-1.amazonaws.com:443/SimpleNotificationService-1.pem"
            })
    void other_regions_have_certificates_too(String url) throws Exception {
        assertThat(site.send(good().with("SigningCertURL", url).request()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "Subject", "Timestamp", "SignatureVersion"})
    void a_member_that_was_changed_after_signing_is_rejected(String name) throws Exception {
        Map<String, String> forged = Map.of(
                "Message",
                push(reference("refs/heads/other", "")),
                "Subject",
                "another subject",
                "Timestamp",
                Instant.now().plusSeconds(1).toString(),
                "SignatureVersion",
                "1");
        refused(good().request(Map.of(name, forged.get(name))), 403);
    }

    @Test
    void an_id_or_topic_that_was_changed_after_signing_is_rejected() throws Exception {
        site.with("senders", Map.of("sns", Map.of("topics", List.of(SnsRequest.TOPIC, SnsRequest.TOPIC + "-other"))));
        refused(good().request(Map.of("MessageId", "11111111-2222-3333-4444-555555555555")), 403);
        refused(good().request(Map.of("TopicArn", SnsRequest.TOPIC + "-other")), 403);
        HookRequest confirmation = SnsRequest.confirmation(AWS, "SubscriptionConfirmation")
                .request(Map.of("Type", "UnsubscribeConfirmation"));
        refused(confirmation, 403);
    }

    @Test
    void a_message_has_at_most_300_kb_even_if_its_head_says_less() throws Exception {
        HookRequest good = good().request();
        String padding = "{\"padding\":\"" + "x".repeat(300 << 10) + "\",";
        HookRequest large = good.body(new String(good.body(), StandardCharsets.UTF_8).replaceFirst("\\{", padding));

        assertThat(refused(large, 413).error()).contains("307200 bytes");
        assertThat(refused(large.framing(HookRequest.Framing.CHUNKED), 413).error())
                .contains("307200 bytes");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_message_of_many_keys_is_rejected_before_anything_is_proven() throws Exception {
        HookRequest good = good().request();
        String keys =
                IntStream.range(0, 1000).mapToObj(n -> "\"k" + n + "\":1,").collect(Collectors.joining("", "{", ""));
        HookRequest odd = good.body(new String(good.body(), StandardCharsets.UTF_8).replaceFirst("\\{", keys));

        assertThat(refused(odd, 413).error()).contains("1000 keys");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_push_of_as_many_references_as_a_message_holds_runs_the_hooks_of_each() throws Exception {
        Files.delete(site.hooks().resolve("push"));
        String tags = IntStream.range(0, 2700)
                .mapToObj(n -> reference("refs/tags/v" + n, ""))
                .collect(Collectors.joining(","));
        SnsRequest request = SnsRequest.notification(AWS, push(tags, reference("refs/heads/main", "")));
        assertThat(request.request().body().length).isBetween(220 << 10, 300 << 10);

        HttpAnswer answer = site.send(request.request());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getAsJsonObject("unlisted").get("nop").getAsInt())
                .isEqualTo(2600);
        assertThat(answer.json().getAsJsonObject("deliveries").get(request.id() + ".2701"))
                .asString()
                .contains("own");
    }

    @Test
    void a_signature_that_was_meddled_with_is_rejected() throws Exception {
        String right = good().signature();
        for (String bad : List.of(
                "",
                right.substring(4),
                right + "AAAA",
                right.toUpperCase(Locale.ROOT),
                "\u00e9" + right,
                "A".repeat(right.length()),
                good().with("Message", "{}").signature())) {
            refused(good().request(Map.of("Signature", bad)), 403);
        }
    }

    @Test
    void an_unknown_key_is_rejected() throws Exception {
        SigningKey other = SigningKey.of("evil");
        refused(new SnsRequest(other, good().members(), Map.of()).request(), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "1.0", "SHA1", ""})
    void an_unknown_version_of_the_signature_is_rejected(String version) throws Exception {
        refused(good().with("SignatureVersion", version).request(), 403);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-3960", "360", "-1700000000"})
    void a_message_of_another_time_is_rejected(long off) throws Exception {
        refused(
                good().with("Timestamp", Instant.now().plusSeconds(off).toString())
                        .request(),
                403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "", "2026-01-01", "1500000000"})
    void an_invalid_timestamp_is_rejected(String time) throws Exception {
        refused(good().with("Timestamp", time).request(), 403);
    }

    @Test
    void a_message_is_accepted_as_long_as_sns_may_try() throws Exception {
        assertThat(site.send(good().with(
                                        "Timestamp",
                                        Instant.now().minusSeconds(3700).toString())
                                .request())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-west-1:999999999999:code",
                "arn:aws:sns:eu-west-1:123456789012:code2",
                "arn:aws:sns:us-east-1:123456789012:code",
                ""
            })
    void a_topic_that_is_not_listed_is_rejected_and_never_visited(String topic) throws Exception {
        refused(good().with("TopicArn", topic).request(), 403);
        refused(
                SnsRequest.confirmation(AWS, "SubscriptionConfirmation")
                        .with("TopicArn", topic)
                        .request(),
                403);
        assertThat(asked).isEmpty();
    }

    @Test
    void headers_that_tell_of_something_else_than_the_message_are_rejected() throws Exception {
        refused(
                good().with("TopicArn", SnsRequest.TOPIC + "2")
                        .field("x-amz-sns-topic-arn", SnsRequest.TOPIC)
                        .request(),
                400);
        refused(good().field("x-amz-sns-message-id", "other").request(), 400);
        refused(
                good().field("x-amz-sns-message-type", "UnsubscribeConfirmation")
                        .request(),
                400);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-sns-message-type, Other, 400",
        "x-amz-sns-message-type, '', 400",
        "x-amz-sns-message-id, a b, 400",
        "x-amz-sns-message-id, ../x, 400",
        "x-amz-sns-rawdelivery, true, 403",
        "Content-Type, application/x-www-form-urlencoded, 415",
        "Content-Encoding, gzip, 415"
    })
    void headers_that_sns_does_not_send_are_rejected(String name, String value, int status) throws Exception {
        refused(good().field(name, value).request(), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-sns-message-type", "x-amz-sns-message-id", "x-amz-sns-topic-arn"})
    void a_header_that_comes_twice_is_rejected(String name) throws Exception {
        HookRequest request = good().request();
        assertThat(refused(request.also(name, request.value(name)), name.endsWith("arn") ? 403 : 400)
                        .error())
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Type", "MessageId", "TopicArn", "Message", "Timestamp", "Signature", "SigningCertURL"})
    void a_message_without_what_it_must_have_is_rejected(String name) throws Exception {
        HookRequest good = good().request();
        Map<String, Object> members = new LinkedHashMap<>();
        new Gson()
                .fromJson(HookRequest.text(good.body()), JsonObject.class)
                .asMap()
                .forEach(members::put);
        members.remove(name);
        refused(good.body(new Gson().toJson(members)), 400);
        members.put(name, 1);
        refused(good.body(new Gson().toJson(members)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"Type\":\"Notification\",\"Type\":\"Notification\"}"})
    void a_body_that_is_no_message_is_rejected(String body) throws Exception {
        refused(good().request().body(body), 400);
    }

    @Test
    void a_certificate_that_cannot_be_had_is_asked_for_later() throws Exception {
        status = 503;
        assertThat(refused(good().request(), 503).field("Retry-After")).isNotEmpty();
        status = 404;
        assertThat(refused(good().request(), 503).field("Retry-After")).isNotEmpty();
        assertThat(asked).as("not again at once").hasSize(1);
        refused(
                good().with("SigningCertURL", SnsRequest.CERTIFICATE.replace("1136", "0"))
                        .request(),
                403);
    }

    @Test
    void without_a_listed_topic_the_door_is_closed() throws Exception {
        site.without("senders");
        refused(good().request(), 403);
        refused(SnsRequest.confirmation(AWS, "SubscriptionConfirmation").request(), 403);
        assertThat(asked).isEmpty();
    }

    @Test
    void only_listed_addresses_are_let_in_where_there_is_a_list() throws Exception {
        site.with(
                "senders",
                Map.of("sns", Map.of("topics", List.of(SnsRequest.TOPIC), "allowed_ips", List.of("192.0.2.0/24"))));
        refused(good().request(), 403);
    }

    @Test
    void a_header_of_a_sender_that_comes_earlier_asks_for_that_one_s_proof() throws Exception {
        refused(good().field("X-GitHub-Event", "push").request(), 403);
        assertThat(site.send(HookRequest.push().with("x-amz-sns-message-type", "Notification"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nothing_of_a_token_or_a_signature_is_logged() throws Exception {
        try (CapturedLog log = CapturedLog.open()) {
            site.with("debug_level", "DEBUG");
            SnsRequest confirmation = SnsRequest.confirmation(AWS, "SubscriptionConfirmation");
            site.send(confirmation.request());
            status = 500;
            site.send(confirmation.request());
            site.send(good().request(Map.of("Signature", "planted-signature")));

            assertThat(String.join("\n", log.lines()))
                    .contains("sns subscription confirmed", "sns subscription not confirmed")
                    .doesNotContain("planted", confirmation.signature());
        }
    }
}
