package dev.jenvoy.contract.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the responses of configured endpoints. */
class EndpointResponseTest {

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_server() {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void endpoint(Map<String, ?> response, Object... keys) throws Exception {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("proof", "none");
        entry.put("response", response);
        for (int at = 0; at < keys.length; at += 2) {
            entry.put((String) keys[at], keys[at + 1]);
        }
        site.with("endpoints", Map.of("it", entry)).start();
    }

    private HttpAnswer post(String json) throws Exception {
        return site.send(HookRequest.of("POST", "/hooks/it")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body(json));
    }

    @Test
    void a_fixed_response_has_its_status_text_type_and_headers() throws Exception {
        site.hook("it", "#!/bin/sh", "echo hidden");
        endpoint(Map.of(
                "status",
                201,
                "text",
                "gr\u00fc\u00df dich",
                "content_type",
                "text/html; charset=utf-8",
                "headers",
                Map.of("X-Robots-Tag", "noindex")));

        HttpAnswer answer = post("{}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("gr\u00fc\u00df dich");
        assertThat(answer.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.field("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.field("X-Jenvoy-Delivery")).isNotEmpty();
    }

    @Test
    void the_output_of_hooks_may_be_the_response_and_a_failure_has_its_status() throws Exception {
        site.hook("it", "#!/bin/sh", "printf one; echo not this >&2")
                .hook("it+2", "#!/bin/sh", "echo two; grep -q fail \"$1\" && exit 3; exit 0");
        endpoint(Map.of("output", true, "failed_status", 500));

        HttpAnswer good = post("{}");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("onetwo\n");
        assertThat(good.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        HttpAnswer failed = post("{\"fail\": 1}");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("onetwo\n");
    }

    @Test
    void the_output_of_one_hook_may_be_the_response_and_others_run_too() throws Exception {
        site.hook("it", "#!/bin/sh", "echo one").hook("all", "#!/bin/sh", "echo everything");
        endpoint(Map.of("output", "it"));

        assertThat(post("{}").body()).isEqualTo("one\n");
        assertThat(site.admin("/api/deliveries/1").body()).contains("everything");
        assertThat(site.admin("/api/config").body()).contains("\"output\":\"it\"");
    }

    @Test
    void a_failure_has_the_general_status_where_the_endpoint_has_no_other() throws Exception {
        site.hook("it", "#!/bin/sh", "exit 1").with("failed_hook_status", 500);
        endpoint(Map.of("text", "ok"));

        assertThat(post("{}").status()).isEqualTo(500);
        site.with("failed_hook_status", 200);
        assertThat(post("{}").status()).isEqualTo(200);
    }

    @Test
    void a_response_at_acceptance_does_not_wait_for_hooks() throws Exception {
        Path gate = folder.resolve("gate");
        site.hook("it", "#!/bin/sh", "while [ ! -e '" + gate + "' ]; do sleep 0.05; done", "echo ran");
        endpoint(Map.of("text", "working on it", "at", "acceptance"));

        HttpAnswer answer = post("{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("working on it");
        assertThat(site.admin("/api/deliveries/1").body()).doesNotContain("ran\\n");
        Files.createFile(gate);
        Eventually.that(() -> assertThat(site.admin("/api/deliveries/1").body()).contains("ran\\n"));
    }

    @Test
    void hooks_that_still_run_are_answered_202() throws Exception {
        Path gate = folder.resolve("gate");
        site.hook("it", "#!/bin/sh", "while [ ! -e '" + gate + "' ]; do sleep 0.05; done")
                .with("response_timeout", "200ms");
        endpoint(Map.of("output", true));

        HttpAnswer answer = post("{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        Files.createFile(gate);
    }

    @Test
    void a_delivery_that_runs_nothing_has_the_fixed_response_too() throws Exception {
        endpoint(Map.of("text", "ok"));

        assertThat(post("{}").body()).isEqualTo("ok");
        Eventually.that(() ->
                assertThat(site.admin("/api/deliveries?state=unmatched").body()).contains("\"event\":\"it\""));
    }

    @Test
    void a_challenge_is_answered_and_runs_nothing() throws Exception {
        site.hook("it", "#!/bin/sh", "echo ran");
        endpoint(
                Map.of(),
                "methods",
                List.of("GET", "POST"),
                "challenge",
                "method == 'GET' ? query['hub.challenge'] : payload.type == 'url_verification' ? payload.challenge : ''");

        HttpAnswer posted = post("{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1a\"}");
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("3eZbrw1a");
        assertThat(posted.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(site.get("/hooks/it?hub.mode=subscribe&hub.challenge=1158201444")
                        .body())
                .isEqualTo("1158201444");
        assertThat(site.admin("/api/deliveries").body()).contains("\"deliveries\":[]");
        assertThat(post("{\"type\": \"event_callback\"}").stdout("it")).isEqualTo("ran\n");
    }

    @Test
    void a_request_for_which_when_is_false_runs_nothing() throws Exception {
        site.hook("it", "#!/bin/sh", "echo ran");
        endpoint(
                Map.of("mismatch_status", 422, "mismatch_text", "not this branch"),
                "when",
                "payload.ref == 'refs/heads/main'");

        assertThat(post("{\"ref\": \"refs/heads/main\"}").stdout("it")).isEqualTo("ran\n");
        HttpAnswer other = post("{\"ref\": \"refs/heads/x\"}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).isEqualTo("not this branch");
        // An error is not false: it denies.
        HttpAnswer error = post("{}");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.body()).isEmpty();
        assertThat(post("{\"ref\": 7}").status()).isEqualTo(422);
        site.with("endpoints", Map.of("it", Map.of("proof", "none", "when", "false")));
        assertThat(post("{}").body()).isEqualTo("{\"status\": \"nop\"}\n");
    }

    @Test
    void no_room_is_answered_503_without_a_body() throws Exception {
        Path gate = folder.resolve("gate");
        site.hook("it", "#!/bin/sh", "while [ ! -e '" + gate + "' ]; do sleep 0.05; done")
                .with("max_backlog", 1)
                .with("max_concurrent", 1);
        endpoint(Map.of("text", "ok", "at", "acceptance"));

        HttpAnswer last = post("{}");
        for (int sent = 0; sent < 4 && last.status() == 200; sent++) {
            last = post("{}");
        }
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.body()).isEmpty();
        assertThat(last.field("Retry-After")).isNotEmpty();
        Files.createFile(gate);
    }
}
