package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests senders that follow the Standard Webhooks specification. */
class StandardWebhooksTest {

    /** Published with the reference implementations. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Instant THEN = Instant.ofEpochSecond(1614265330);
    private static final StandardKit KIT = new StandardKit();

    @TempDir
    private Path folder;

    private final ToldClock clock = new ToldClock(THEN);
    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .clock(clock)
                .sender("standard", Map.of("secret", SECRET))
                .hook("all", "#!/bin/sh", "echo run >> ../runs", "echo \"$JENVOY_EVENT $JENVOY_DELIVERY\"")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static HookRequest request(String id, String json, Instant at) {
        return KIT.request(SECRET, id, HookRequest.bytes(json), at);
    }

    private static HookRequest paid() {
        return request("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", "{\"type\":\"invoice.paid\",\"data\":{\"ref\":7}}", THEN);
    }

    private int status(HookRequest request) throws Exception {
        return site.send(request).status();
    }

    @Test
    void the_published_vector_is_verified_and_lacks_only_an_event() throws Exception {
        HookRequest vector = request("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}", THEN);
        assertThat(vector.value("webhook-signature")).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        HttpAnswer answer = site.send(vector);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("type: expected the event's name");
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.paid, invoice_paid",
        "User.Created, user_created",
        "example, example",
        "a.b.c_d, a_b_c_d",
        "orders/create, orders_create",
        "Order: paid-out, order__paid_out"
    })
    void the_event_is_the_payloads_type(String type, String event) throws Exception {
        HttpAnswer answer = site.send(request("msg_1", "{\"type\":\"" + type + "\"}", THEN));
        assertThat(answer.stdout("all")).isEqualTo(event + " msg_1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"\"}",
                "{\"type\":\"../x\"}",
                "{\"type\":\"a//b\"}",
                "{\"type\":\"/a\"}",
                "{\"type\":\"a/\"}",
                "{\"type\":\"..\"}",
                "{\"type\":\"a+b\"}",
                "{\"type\":\"all\"}",
                "{\"type\":1}"
            })
    void a_type_that_is_no_events_name_is_rejected(String json) throws Exception {
        assertThat(status(request("msg_1", json, THEN))).isEqualTo(400);
    }

    @Test
    void it_is_taken_for_five_minutes_either_side_by_the_servers_clock() throws Exception {
        Duration five = Duration.ofMinutes(5);
        int number = 0;
        for (Instant good : new Instant[] {THEN.minus(five), THEN.plus(five)}) {
            assertThat(status(request("good_" + number++, "{\"type\":\"x\"}", good)))
                    .isEqualTo(200);
        }
        for (Instant bad :
                new Instant[] {THEN.minus(five).minusSeconds(1), THEN.plus(five).plusSeconds(1)}) {
            assertThat(status(request("bad_" + number++, "{\"type\":\"x\"}", bad)))
                    .isEqualTo(403);
        }
    }

    @Test
    void a_replay_is_rejected_when_the_clock_jumped_ahead_and_back() throws Exception {
        assertThat(status(paid())).isEqualTo(200);
        Duration jump = Duration.ofHours(3);
        clock.pass(jump);
        for (int other = 0; other < 3; other++) {
            // Each one makes room for itself.
            assertThat(status(request("msg_" + other, "{\"type\":\"other\"}", THEN.plus(jump))))
                    .isEqualTo(200);
        }
        clock.pass(jump.negated());

        assertThat(site.send(paid()).error()).contains("came before");
    }

    @Test
    void a_replay_is_rejected_within_the_window_after_it_and_after_a_restart() throws Exception {
        assertThat(status(paid())).isEqualTo(200);
        assertThat(site.send(paid()).error()).contains("came before");
        assertThat(status(paid().with("webhook-signature", "v1,x v2,y " + paid().value("webhook-signature"))))
                .isEqualTo(403);
        site.stop();
        site.start();
        assertThat(status(paid())).isEqualTo(403);
        clock.pass(Duration.ofMinutes(5));
        assertThat(status(paid())).isEqualTo(403);
        clock.pass(Duration.ofSeconds(1));
        assertThat(status(paid())).isEqualTo(403);
        assertThat(folder.resolve("runs")).hasContent("run");
    }

    @Test
    void sent_again_by_its_sender_it_gets_the_recorded_answer_and_hooks_run_no_second_time() throws Exception {
        HttpAnswer first = site.send(paid());
        HttpAnswer again =
                site.send(request(paid().value("webhook-id"), HookRequest.text(paid().body()), THEN.plusSeconds(5)));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(folder.resolve("runs")).hasContent("run");
    }

    @Test
    void sent_again_because_a_hook_failed_it_runs_again() throws Exception {
        site.with("failed_hook_status", 500).hook("all", "#!/bin/sh", "echo run >> ../runs", "exit 1");
        assertThat(status(paid())).isEqualTo(500);
        assertThat(status(request(paid().value("webhook-id"), HookRequest.text(paid().body()), THEN.plusSeconds(5))))
                .isEqualTo(500);
        assertThat(folder.resolve("runs")).hasContent("run\nrun");
    }

    @Test
    void another_message_under_a_known_id_is_a_conflict() throws Exception {
        assertThat(status(paid())).isEqualTo(200);
        assertThat(status(request(paid().value("webhook-id"), "{\"type\":\"invoice.paid\"}", THEN.plusSeconds(1))))
                .isEqualTo(409);
    }

    @Test
    void what_only_resembles_a_repositorys_event_is_accepted_all_the_same() throws Exception {
        for (String json : new String[] {
            "{\"type\":\"x\",\"ref\":7,\"repository\":\"a shelf\",\"sender\":[1]}",
            "{\"type\":\"x\",\"data\":[{\"repository\":{\"name\":\"..\"}}]}",
            "{\"type\":\"x\",\"data\":{\"ref\":\"refs/heads/a..b\",\"after\":null}}"
        }) {
            assertThat(status(request("msg_" + json.hashCode(), json, THEN)))
                    .as(json)
                    .isEqualTo(200);
        }
    }

    @Test
    void a_tag_is_not_a_branch() throws Exception {
        site.hook("x-site-main", "#!/bin/sh").hook("x-site", "#!/bin/sh", "echo \"$JENVOY_TAG\"");
        HttpAnswer answer = site.send(request(
                "msg_1", "{\"type\":\"x\",\"ref\":\"refs/tags/main\",\"repository\":{\"name\":\"site\"}}", THEN));
        assertThat(answer.json().keySet()).containsExactlyInAnyOrder("x-site", "all");
        assertThat(answer.stdout("x-site")).isEqualTo("main\n");
    }
}
