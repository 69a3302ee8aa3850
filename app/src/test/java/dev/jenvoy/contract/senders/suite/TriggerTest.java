package dev.jenvoy.contract.senders.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.sender.trigger.TriggerSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests triggers in git-triggler's protocol: who is accepted, what hooks and commands see, and every error in order.
 */
class TriggerTest {

    private static final String TOKEN = "planted-trigger-token-9f2c41d07b";
    private static final long NOW = 1_500_000_000L;

    /** The hash of {@code 1500000000:stello:master:TOKEN}, repeated a thousand times, made with Python's hashlib. */
    private static final String VECTOR = "dfc518566dcab7b11e4e0c598594de7d0c18665f530273bc62fa8567ecfacaa7";

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        Map<String, Object> triggers = new LinkedHashMap<>();
        triggers.put("stello:master", Map.of("token", TOKEN));
        triggers.put("my-repo-master", Map.of("token", TOKEN, "cmd", "cat \"$1\"; echo \" $0 $2\""));
        triggers.put("a:b-c", Map.of("token", TOKEN, "iterations", 3));
        triggers.put("a-b:c", Map.of("token", TOKEN, "iterations", 2));
        triggers.put("site:feature/log-in;x%41", Map.of("token", TOKEN));
        triggers.put("site:caf\u00e9", Map.of("token", TOKEN));
        triggers.put("costly:main", Map.of("token", TOKEN, "iterations", 30_000));
        triggers.put("slow:main", Map.of("token", TOKEN, "iterations", 1_000_000));
        triggers.put(
                "rotated:main", Map.of("token", List.of(TOKEN, "planted-trigger-token-next-5c1"), "iterations", 2));
        site = TestServer.in(folder)
                .clock(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
                .with("TRIGGERS", triggers)
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo \"$JENVOY_SOURCE $JENVOY_REPO $JENVOY_BRANCH ${JENVOY_OWNER-none}\"",
                        "cat")
                .hook("push-stello-master", "#!/bin/sh", "echo deployed")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static HookRequest trigger(String path, String signature) {
        return HookRequest.of("GET", path)
                .with("X-Signature", signature)
                .with("X-Signature-Timestamp", String.valueOf(NOW));
    }

    private static HookRequest signed(String path, String repository, String branch, int iterations) {
        return trigger(path, TriggerSignature.of(NOW, repository, branch, TOKEN, iterations));
    }

    private static HookRequest at(long time) {
        return trigger("/stello-master", TriggerSignature.of(time, "stello", "master", TOKEN, 1000))
                .with("X-Signature-Timestamp", String.valueOf(time));
    }

    private void refused(HookRequest request, int status, String part) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().keySet()).containsExactly("error");
        assertThat(message(answer)).contains(part);
    }

    private static String message(HttpAnswer answer) {
        return answer.json().getAsJsonObject("error").get("msg").getAsString();
    }

    private static JsonObject hook(HttpAnswer answer, String name) {
        return answer.json().getAsJsonObject("hooks").getAsJsonObject(name);
    }

    @Test
    void the_vector_of_the_protocol_runs_the_hooks_of_its_branch() throws Exception {
        HttpAnswer answer = site.send(trigger("/stello-master", VECTOR));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getAsJsonObject("success").get("msg").getAsString())
                .isEqualTo("Trigger received and processed successfully");
        assertThat(answer.json().getAsJsonObject("hooks").keySet()).containsExactly("push-stello-master", "push");
        assertThat(hook(answer, "push").get("stdout").getAsString())
                .isEqualTo(
                        "trigger stello master none\n{\"ref\":\"refs/heads/master\",\"repository\":{\"name\":\"stello\"},"
                                + "\"trigger\":{\"timestamp\":1500000000}}");
        assertThat(answer.field("X-Jenvoy-Delivery")).matches("[0-9a-f]{40}").isNotEqualTo(VECTOR.substring(0, 40));
    }

    @Test
    void a_command_runs_after_the_hooks_with_the_payload_and_the_event() throws Exception {
        HttpAnswer answer = site.send(signed("/my-repo-master", "my-repo", "master", 1000));

        assertThat(answer.json().getAsJsonObject("hooks").keySet()).containsExactly("push", "cmd:my-repo:master");
        JsonObject command = hook(answer, "cmd:my-repo:master");
        assertThat(command.get("returncode").getAsInt()).isZero();
        assertThat(command.get("stdout").getAsString()).startsWith("{\"ref\"").endsWith("} cmd push\n");
    }

    @Test
    void a_command_has_the_environment_limits_and_options_of_hooks() throws Exception {
        site.with("hooks", Map.of("cmd:stello:*", Map.of("timeout", "200ms", "env", Map.of("STAGE", "test"))))
                .with(
                        "TRIGGERS",
                        Map.of("stello:master", Map.of("token", TOKEN, "cmd", "env; pwd; cat >&2; sleep 60")));
        HttpAnswer answer = site.send(trigger("/stello-master", VECTOR));

        JsonObject command = hook(answer, "cmd:stello:master");
        assertThat(command.get("returncode").getAsInt()).isEqualTo(124);
        assertThat(command.get("stdout").getAsString())
                .contains("STAGE=test", "JENVOY_REPO=stello", "JENVOY_SOURCE=trigger", "JENVOY_RUN=")
                .contains(site.hooks().toString())
                .doesNotContain(TOKEN, VECTOR);
        assertThat(command.get("stderr").getAsString()).startsWith("{\"ref\"");
    }

    @Test
    void a_command_alone_is_enough() throws Exception {
        site.with("TRIGGERS", Map.of("x:main", Map.of("token", TOKEN, "cmd", "exit 3", "iterations", 1)));
        Files.delete(site.hooks().resolve("push"));
        HttpAnswer answer = site.send(signed("/x-main", "x", "main", 1));

        assertThat(answer.json().getAsJsonObject("hooks").keySet()).containsExactly("cmd:x:main");
        assertThat(hook(answer, "cmd:x:main").get("returncode").getAsInt()).isEqualTo(3);
    }

    @Test
    void no_other_sender_runs_a_command() throws Exception {
        String json = Payloads.push("refs/heads/master").replace("\"name\":\"site\"", "\"name\":\"my-repo\"");
        HttpAnswer answer = site.send(HookRequest.event("push", json));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().keySet()).containsExactly("push");
    }

    @Test
    void two_keys_with_one_path_are_distinguished_by_their_signatures() throws Exception {
        HttpAnswer first = site.send(signed("/a-b-c", "a", "b-c", 3));
        HttpAnswer second = site.send(signed("/a-b-c", "a-b", "c", 2));

        assertThat(hook(first, "push").get("stdout").getAsString()).startsWith("trigger a b-c ");
        assertThat(hook(second, "push").get("stdout").getAsString()).startsWith("trigger a-b c ");
        refused(signed("/a-b-c", "a-b", "c", 3), 401, "signature");
        refused(signed("/a-b-c", "a", "b-c", 2), 401, "signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/site-feature/log-in;x%2541",
                "/site-feature%2Flog-in;x%2541",
                "/site-feature%2flog-in%3Bx%2541",
                "/%73ite-feature/log-in%3bx%2541?x=1"
            })
    void slashes_and_escapes_in_a_path_name_the_branch_that_they_mean(String path) throws Exception {
        HttpAnswer answer = site.send(signed(path, "site", "feature/log-in;x%41", 1000));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(hook(answer, "push").get("stdout").getAsString()).startsWith("trigger site feature/log-in;x%41 ");
    }

    @Test
    void a_branch_beyond_ascii_is_signed_and_named_in_utf_8() throws Exception {
        HttpAnswer answer = site.send(signed("/site-caf%C3%A9", "site", "caf\u00e9", 1000));

        assertThat(hook(answer, "push").get("stdout").getAsString()).startsWith("trigger site caf\u00e9 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stello-main", "/stello", "/stello-master/", "/stello:master", "/x/stello-master", "/-"})
    void a_path_without_a_key_is_a_404_in_the_form_of_the_protocol(String path) throws Exception {
        refused(trigger(path, VECTOR), 404, "no trigger");
        refused(trigger(path, VECTOR).without("X-Signature"), 404, "no trigger");
        refused(trigger(path, VECTOR).method("PUT"), 404, "no trigger");
    }

    @Test
    void a_path_without_a_trigger_stays_a_plain_404() throws Exception {
        HttpAnswer answer = site.get("/stello-main");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isNotEmpty();
    }

    @Test
    void a_wrong_method_gets_the_allowed_ones() throws Exception {
        HttpAnswer answer = site.send(trigger("/stello-master", VECTOR).method("PUT"));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.field("Allow")).isEqualTo("GET, POST");
        assertThat(message(answer)).contains("GET");
    }

    @Test
    void a_header_that_is_missing_or_comes_twice_is_a_400() throws Exception {
        HookRequest good = trigger("/stello-master", VECTOR);
        for (String name : List.of("X-Signature", "X-Signature-Timestamp")) {
            refused(good.without(name), 400, name);
            refused(good.with(name, ""), 400, name);
            refused(good.also(name, good.value(name)), 400, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5e9", "15000000000000000000", "0x10", "1500000000.0", "--1", "\u0661"})
    void a_timestamp_that_is_no_integer_is_a_400(String time) throws Exception {
        refused(trigger("/stello-master", VECTOR).with("X-Signature-Timestamp", time), 400, "whole seconds");
    }

    @ParameterizedTest
    @CsvSource({"-301, too old", "-1500000000, too old", "-1500000001, too old", "301, ahead", "900000000000, ahead"})
    void a_timestamp_outside_the_window_is_a_400_before_anything_is_hashed(long off, String words) throws Exception {
        refused(at(NOW + off), 400, words);
        refused(at(NOW + off).with("X-Signature", "x"), 400, words);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void the_window_includes_its_ends(long off) throws Exception {
        assertThat(site.send(at(NOW + off)).status()).isEqualTo(200);
    }

    @Test
    void a_wrong_hash_is_a_401_that_does_not_help() throws Exception {
        HookRequest good = trigger("/stello-master", VECTOR);
        for (String bad : List.of(
                VECTOR.toUpperCase(Locale.ROOT),
                VECTOR.substring(1),
                VECTOR + "0",
                "0".repeat(64),
                TriggerSignature.of(NOW, "stello", "master", TOKEN, 999),
                TriggerSignature.of(NOW, "stello", "master", TOKEN, 1001),
                TriggerSignature.of(NOW, "stello", "main", TOKEN, 1000),
                TriggerSignature.of(NOW, "stello", "master", TestServer.SECRET, 1000))) {
            HttpAnswer answer = site.send(good.with("X-Signature", bad));
            assertThat(answer.status()).as(bad).isEqualTo(401);
            assertThat(answer.body()).doesNotContain(VECTOR, TOKEN);
        }
        assertThat(site.send(good).status()).isEqualTo(200);
    }

    @Test
    void a_replay_is_rejected_and_a_trigger_of_another_second_is_not() throws Exception {
        HttpAnswer first = site.send(trigger("/stello-master", VECTOR));
        refused(trigger("/stello-master", VECTOR), 401, "came before");
        refused(trigger("/stello-master", VECTOR).with("X-Signature-Timestamp", "+0" + NOW), 401, "came before");
        HttpAnswer next = site.send(at(NOW + 1));

        assertThat(next.status()).isEqualTo(200);
        assertThat(next.field("X-Jenvoy-Delivery")).isNotEqualTo(first.field("X-Jenvoy-Delivery"));
    }

    @Test
    void a_replay_is_rejected_by_the_server_s_next_run_too() throws Exception {
        assertThat(site.send(trigger("/stello-master", VECTOR)).status()).isEqualTo(200);
        site.stop();
        site.start();

        refused(trigger("/stello-master", VECTOR), 401, "came before");
    }

    @Test
    void a_body_is_read_and_never_reaches_a_hook() throws Exception {
        HookRequest post = trigger("/stello-master", VECTOR)
                .method("POST")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "text/planted")
                .body("planted-body");
        HttpAnswer answer = site.send(post);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("planted");
    }

    @Test
    void a_body_over_the_limit_is_rejected() throws Exception {
        site.with("max_payload", "1KB");
        refused(
                trigger("/stello-master", VECTOR)
                        .method("POST")
                        .framing(HookRequest.Framing.CHUNKED)
                        .body("x".repeat(2000)),
                413,
                "1024");
    }

    @Test
    void any_of_several_tokens_will_do() throws Exception {
        for (String token : List.of(TOKEN, "planted-trigger-token-next-5c1")) {
            String signature = TriggerSignature.of(NOW, "rotated", "main", token, 2);
            assertThat(site.send(trigger("/rotated-main", signature)).status()).isEqualTo(200);
        }
    }

    @Test
    void only_listed_addresses_are_let_in_where_there_is_a_list() throws Exception {
        site.with("senders", Map.of("trigger", Map.of("allowed_ips", List.of("192.0.2.0/24"))));
        refused(trigger("/stello-master", VECTOR), 403, "address");

        site.with("senders", Map.of("trigger", Map.of("allowed_ips", List.of("127.0.0.0/8"))));
        assertThat(site.send(trigger("/stello-master", VECTOR)).status()).isEqualTo(200);
    }

    @Test
    void costly_hashing_is_limited_and_does_not_hold_up_others() throws Exception {
        // Half the processors hash, each for a tenth of a second or more: within their patience of two seconds they
        // cannot check all of these.
        int many = 16 * Runtime.getRuntime().availableProcessors();
        ExecutorService senders = Executors.newFixedThreadPool(many);
        try {
            Callable<Integer> costly =
                    () -> site.send(trigger("/slow-main", "0".repeat(64))).status();
            List<Future<Integer>> answers = Collections.nCopies(many, costly).stream()
                    .map(senders::submit)
                    .toList();
            assertThat(site.send(trigger("/stello-master", VECTOR)).status()).isEqualTo(200);
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(401, 503);
            }
            assertThat(answers).extracting(Future::get).contains(401, 503);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void who_keeps_hashing_busy_with_wrong_signatures_does_not_deny_it_to_right_ones() throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        ExecutorService senders = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> attacks = new ArrayList<>();
            for (int sender = 0; sender < 6; sender++) {
                attacks.add(senders.submit(() -> {
                    int sent = 0;
                    while (goesOn.get()) {
                        site.send(trigger("/costly-main", "0".repeat(64)));
                        sent++;
                    }
                    return sent;
                }));
            }
            for (int second = 0; second < 5; second++) {
                long time = NOW - second;
                HookRequest right = trigger("/costly-main", TriggerSignature.of(time, "costly", "main", TOKEN, 30_000))
                        .with("X-Signature-Timestamp", String.valueOf(time));
                assertThat(site.send(right).status()).isEqualTo(200);
            }
            goesOn.set(false);
            for (Future<Integer> attack : attacks) {
                assertThat(attack.get()).isPositive();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void nothing_of_the_token_or_the_signature_is_logged() throws Exception {
        try (CapturedLog log = CapturedLog.open()) {
            site.with("debug_level", "DEBUG");
            site.send(trigger("/stello-master", VECTOR));
            site.send(trigger("/stello-master", VECTOR));
            site.send(trigger("/stello-master", "0".repeat(64)));

            assertThat(log.lines()).isNotEmpty();
            assertThat(String.join("\n", log.lines())).doesNotContain(VECTOR, TOKEN, "0".repeat(64));
        }
    }

    @Test
    void a_token_is_exchanged_while_the_server_runs() throws Exception {
        site.with("TRIGGERS", Map.of("stello:master", Map.of("token", "another-planted-token-31")));
        refused(trigger("/stello-master", VECTOR), 401, "signature");

        site.without("TRIGGERS");
        refused(trigger("/stello-master", VECTOR), 404, "no trigger");
    }
}
