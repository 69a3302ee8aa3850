package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.TravisApi;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests Travis CI, with a local key server. */
class TravisTest {

    private static final String TOKEN = "planted-travis-token-8f1d";
    private static final KeyPair PAIR = TravisApi.pair(2048);
    private static final KeyPair OTHER = TravisApi.pair(2048);

    @TempDir
    private Path folder;

    private final ToldClock clock = new ToldClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final TravisApi api = TravisApi.start();
    private TestServer site;

    @BeforeEach
    void prepare() {
        site = TestServer.in(folder)
                .clock(clock)
                .hook(
                        "all",
                        "#!/bin/sh",
                        "echo run >> ../runs",
                        "echo \"$JENVOY_EVENT|$JENVOY_ACTION|$JENVOY_OWNER|$JENVOY_REPO|${JENVOY_BRANCH-}|${JENVOY_TAG-}\"");
    }

    @AfterEach
    void stop() {
        site.close();
        api.close();
    }

    /** Configures Travis by its signatures, and waits until its key is known. */
    private void startSigned(Object... more) throws Exception {
        api.publishes("ours", PAIR);
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("api", api.at("ours")));
        for (int i = 0; i < more.length; i += 2) {
            entry.put((String) more[i], more[i + 1]);
        }
        site.sender("travis", entry).start();
        Awaitility.await().until(() -> status(signed(PAIR, build("acme", "nothing"))) != 503);
    }

    private static String build(String owner, String name) {
        return build(owner, name, "\"type\":\"push\",\"status_message\":\"Passed\",\"branch\":\"main\"");
    }

    private static String build(String owner, String name, String members) {
        return "{\"id\":1,%s,\"commit\":\"a0d04715\",\"repository\":{\"name\":\"%s\",\"owner_name\":\"%s\"}}"
                .formatted(members, name, owner);
    }

    private static HookRequest signed(KeyPair pair, String json) {
        return signed(pair, "acme/site", json);
    }

    private static HookRequest signed(KeyPair pair, String slug, String json) {
        byte[] bytes = HookRequest.bytes(json);
        return TravisKit.unproven(slug, bytes).with("Signature", TravisApi.sign(pair, bytes));
    }

    private static HookRequest withToken(String slug, String token, String json) {
        return TravisKit.unproven(slug, HookRequest.bytes(json)).with("Authorization", TravisKit.digest(slug, token));
    }

    private int status(HookRequest request) throws Exception {
        return site.send(request).status();
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, pending",
        "Passed, passed",
        "Fixed, fixed",
        "Broken, broken",
        "Failed, failed",
        "Still Failing, still_failing",
        "Errored, errored",
        "Canceled, canceled"
    })
    void the_event_is_what_became_of_the_build(String message, String event) throws Exception {
        site.sender("travis", Map.of("secret", TOKEN)).start();
        String json =
                build("acme", "site", "\"type\":\"cron\",\"status_message\":\"" + message + "\",\"branch\":\"main\"");
        assertThat(site.send(withToken("acme/site", TOKEN, json)).stdout("all"))
                .isEqualTo(event + "|cron|acme|site|main|\n");
    }

    @Test
    void without_a_message_the_state_tells() throws Exception {
        site.sender("travis", Map.of("secret", TOKEN)).start();
        for (String[] pair : new String[][] {{"started", "pending"}, {"passed", "passed"}}) {
            String json =
                    build("acme", "site", "\"type\":\"push\",\"status_message\":null,\"state\":\"" + pair[0] + "\"");
            assertThat(site.send(withToken("acme/site", TOKEN, json)).stdout("all"))
                    .startsWith(pair[1] + "|");
        }
        String json = build("acme", "site", "\"type\":\"push\"");
        assertThat(status(withToken("acme/site", TOKEN, json))).isEqualTo(400);
    }

    @Test
    void a_tag_is_no_branch_and_a_pull_request_has_the_branch_that_it_goes_to() throws Exception {
        site.sender("travis", Map.of("secret", TOKEN)).start();
        String tag = build(
                "acme", "site", "\"type\":\"push\",\"status_message\":\"Passed\",\"branch\":\"main\",\"tag\":\"main\"");
        assertThat(site.send(withToken("acme/site", TOKEN, tag)).stdout("all"))
                .isEqualTo("passed|push|acme|site||main\n");
        String pull = build(
                "acme",
                "site",
                "\"type\":\"pull_request\",\"status_message\":\"Passed\",\"branch\":\"main\",\"pull_request\":true,"
                        + "\"pull_request_number\":1406,\"tag\":null");
        assertThat(site.send(withToken("acme/site", TOKEN, pull)).stdout("all"))
                .isEqualTo("passed|pull_request|acme|site|main|\n");
    }

    @Test
    void the_signature_is_over_the_decoded_payload_however_the_form_writes_it() throws Exception {
        startSigned();
        String json =
                build("acme", "site", "\"type\":\"push\",\"status_message\":\"Still Failing\",\"x\":\"\u00e9 +&=\"");
        HookRequest good = signed(PAIR, json);
        String form = HookRequest.text(good.body());
        assertThat(form).contains("Still+Failing").contains("%C3%A9").doesNotContain("%20");
        assertThat(status(good.body(form.replace("+", "%20").replace("%C3%A9", "%c3%a9"))))
                .isEqualTo(200);
        assertThat(status(good.body("first=1&" + form + "&last"))).isEqualTo(200);
        assertThat(status(good.body(form.replace("Still", "still")))).isEqualTo(403);
        assertThat(status(good.body(form + "&" + form))).isEqualTo(400);
        assertThat(status(signed(OTHER, json))).isEqualTo(403);
    }

    @Test
    void the_payload_must_be_of_the_repository_that_the_header_names() throws Exception {
        startSigned("secret", TOKEN);
        for (String slug : List.of("acme/other", "other/site", "Acme/site", "acme/site/", "acme")) {
            assertThat(status(signed(PAIR, slug, build("acme", "site"))))
                    .as(slug)
                    .isIn(400, 403);
            assertThat(status(withToken(slug, TOKEN, build("acme", "site"))))
                    .as(slug)
                    .isIn(400, 403);
        }
        assertThat(status(signed(PAIR, build("acme", "site")).also("Travis-Repo-Slug", "acme/other")))
                .isEqualTo(400);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void only_repositories_that_are_listed_are_accepted_though_travis_signs_for_everybody() throws Exception {
        startSigned("repositories", List.of("acme/site", "group/sub/*"));
        assertThat(status(signed(PAIR, "acme/site", build("acme", "site")))).isEqualTo(200);
        assertThat(status(signed(PAIR, "group/sub/x", build("group/sub", "x")))).isEqualTo(200);
        for (String[] foreign :
                new String[][] {{"acme", "site2"}, {"evil", "site"}, {"group", "sub"}, {"group/sub/x", "y"}}) {
            String slug = foreign[0] + "/" + foreign[1];
            assertThat(status(signed(PAIR, slug, build(foreign[0], foreign[1]))))
                    .as(slug)
                    .isEqualTo(403);
        }
    }

    @Test
    void the_key_is_fetched_once_for_any_number_of_deliveries() throws Exception {
        startSigned();
        for (int i = 0; i < 5; i++) {
            assertThat(status(signed(PAIR, build("acme", "site", "\"n\":" + i + ",\"status_message\":\"Passed\""))))
                    .isEqualTo(200);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(403);
        }
        assertThat(api.asked("ours")).isEqualTo(1);
        clock.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(403);
        }
        assertThat(api.asked("ours")).isEqualTo(2);
    }

    @Test
    void a_key_that_was_exchanged_is_fetched_when_the_old_one_does_not_fit() throws Exception {
        startSigned();
        api.publishes("ours", OTHER);
        assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(403);
        clock.pass(Duration.ofMinutes(1));
        assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(200);
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(403);
    }

    @Test
    void the_last_good_key_stays_in_force_when_it_cannot_be_fetched_anew() throws Exception {
        startSigned();
        api.answers("ours", "");
        clock.pass(Duration.ofDays(2));
        assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(403);
        assertThat(api.asked("ours")).isEqualTo(2);
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(200);
    }

    @Test
    void as_long_as_there_is_no_key_it_is_to_come_again() throws Exception {
        site.sender("travis", Map.of("api", api.at("ours"))).start();
        for (int i = 0; i < 3; i++) {
            HttpAnswer answer = site.send(signed(PAIR, build("acme", "site")));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("Retry-After")).isEqualTo("60");
        }
        assertThat(api.asked("ours")).isEqualTo(1);
        int asked = 1;
        for (String bad : List.of(
                "{}",
                "[]",
                "nonsense",
                "{\"config\":{\"notifications\":{\"webhook\":{\"public_key\":null}}}}",
                "{\"config\":{\"notifications\":{\"webhook\":{\"public_key\":\"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\"}}}}")) {
            api.answers("ours", bad);
            clock.pass(Duration.ofMinutes(1));
            assertThat(status(signed(PAIR, build("acme", "site")))).as(bad).isEqualTo(503);
            assertThat(api.asked("ours")).isEqualTo(++asked);
        }
        KeyPair small = TravisApi.pair(1024);
        api.publishes("ours", small);
        clock.pass(Duration.ofMinutes(1));
        assertThat(status(signed(small, build("acme", "site")))).isEqualTo(503);
        api.publishes("ours", PAIR);
        clock.pass(Duration.ofMinutes(1));
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(200);
    }

    @Test
    void another_api_has_another_key() throws Exception {
        startSigned();
        api.publishes("theirs", OTHER);
        site.sender("travis", Map.of("api", api.at("theirs") + "/"));
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(403);
        assertThat(status(signed(OTHER, build("acme", "site")))).isEqualTo(200);
    }

    @Test
    void what_was_signed_once_is_one_delivery_whoever_sends_it_again() throws Exception {
        startSigned();
        HttpAnswer first = site.send(signed(PAIR, build("acme", "site")));
        clock.pass(Duration.ofDays(1));
        site.stop();
        site.start();
        Awaitility.await().until(() -> status(signed(PAIR, build("acme", "nothing"))) != 503);
        HttpAnswer again = site.send(signed(PAIR, build("acme", "site")));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.field("X-Jenvoy-Delivery")).isEqualTo(first.field("X-Jenvoy-Delivery"));
        assertThat(folder.resolve("runs")).hasContent("run");
    }

    @Test
    void a_token_opens_only_where_tokens_are_accepted_and_rescues_no_signature() throws Exception {
        startSigned();
        assertThat(status(withToken("acme/site", TOKEN, build("acme", "site")))).isEqualTo(403);
        site.sender("travis", Map.of("api", api.at("ours"), "secret", TOKEN));
        assertThat(status(withToken("acme/site", TOKEN, build("acme", "site")))).isEqualTo(200);
        assertThat(status(withToken("acme/site", "another", build("acme", "site"))))
                .isEqualTo(403);
        assertThat(status(signed(OTHER, build("acme", "site"))
                        .with("Authorization", TravisKit.digest("acme/site", TOKEN))))
                .isEqualTo(403);
        assertThat(status(withToken("acme/site", TOKEN, build("acme", "site")).with("Signature", "")))
                .isEqualTo(403);
    }

    @Test
    void where_only_tokens_are_accepted_a_signature_opens_nothing() throws Exception {
        api.publishes("ours", PAIR);
        site.sender("travis", Map.of("secret", TOKEN)).start();
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(403);
    }

    @Test
    void the_key_of_an_api_cannot_be_accepted_away_to_open_the_door() throws Exception {
        startSigned();
        site.sender("travis", Map.of("insecure", true));
        assertThat(status(TravisKit.unproven("acme/site", HookRequest.bytes(build("acme", "site")))))
                .isEqualTo(403);
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(200);
    }

    @Test
    void an_absent_entry_lets_nobody_in() throws Exception {
        site.start();
        assertThat(status(withToken("acme/site", "", build("acme", "site")))).isEqualTo(403);
        assertThat(status(signed(PAIR, build("acme", "site")))).isEqualTo(403);
    }
}
