package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the admin API shows about deliveries, rejected requests, hooks and the server. */
class AdminDeliveriesTest {

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .hook("push", "#!/bin/sh", "echo out", "echo err >&2", "exit 3")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void a_delivery_is_listed_with_its_facts_and_what_came_of_its_hooks() throws Exception {
        HookRequest push = HookRequest.push();
        site.send(push);

        JsonObject listed = only(site.admin("/api/deliveries").json());

        assertThat(listed.get("id").getAsString()).isEqualTo(push.id());
        assertThat(listed.get("source").getAsString()).isEqualTo("github");
        assertThat(listed.get("event").getAsString()).isEqualTo("push");
        assertThat(listed.get("owner").getAsString()).isEqualTo("acme");
        assertThat(listed.get("repository").getAsString()).isEqualTo("site");
        assertThat(listed.get("branch").getAsString()).isEqualTo("main");
        assertThat(listed.get("sender").getAsString()).isEqualTo("ann");
        assertThat(listed.get("state").getAsString()).isEqualTo("failed");
        assertThat(listed.get("attempt").getAsInt()).isEqualTo(1);
        assertThat(listed.getAsJsonObject("hooks").toString())
                .isEqualTo("{\"total\":1,\"ended\":1,\"failed\":1,\"states\":[\"failed\"],\"names\":[\"push\"]}");
        assertThat(listed.get("received").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(listed.get("duration_ms").getAsLong()).isNotNegative();
    }

    /**
     * SQLite would end the pattern at the NUL and match everything. It may also reject a pattern of many thousand
     * bytes.
     */
    @Test
    void a_text_that_cannot_be_searched_for_is_a_mistake() throws Exception {
        site.send(HookRequest.push());

        for (String text : List.of("%00", "acme%00", "_".repeat(12_000))) {
            HttpAnswer answer = site.admin("/api/deliveries?text=" + text);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("text: expected");
        }
        assertThat(site.admin("/api/deliveries?text=ACME").json().getAsJsonArray("deliveries"))
                .hasSize(1);
        assertThat(site.admin("/api/deliveries?text=" + "a".repeat(1_000)).status())
                .isEqualTo(200);
    }

    @Test
    void a_delivery_is_shown_with_its_headers_and_outputs() throws Exception {
        HookRequest push = HookRequest.push();
        site.send(push);
        long entry = only(site.admin("/api/deliveries").json()).get("entry").getAsLong();

        JsonObject shown = site.admin("/api/deliveries/" + entry).json();

        assertThat(shown.getAsJsonObject("headers").get("X-GitHub-Delivery").getAsString())
                .isEqualTo(push.id());
        assertThat(shown.get("payload_size").getAsInt()).isEqualTo(push.body().length);
        JsonObject action = shown.getAsJsonArray("actions").get(0).getAsJsonObject();
        assertThat(action.get("name").getAsString()).isEqualTo("push");
        JsonObject outcome =
                action.getAsJsonArray("attempts").get(0).getAsJsonObject().getAsJsonObject("outcome");
        assertThat(outcome.get("returncode").getAsInt()).isEqualTo(3);
        assertThat(outcome.get("stderr").getAsString()).isEqualTo("err\n");
        assertThat(shown.getAsJsonArray("attempts")).hasSize(1);
        HttpAnswer output = site.admin("/api/deliveries/" + entry + "/actions/0/attempts/1/stdout");
        assertThat(output.body()).isEqualTo("out\n");
        assertThat(output.field("content-type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void the_time_of_a_hook_that_was_tried_again_is_that_of_all_its_attempts() throws Exception {
        site.with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook("push", "#!/bin/sh", "[ \"$JENVOY_ATTEMPT\" -gt 1 ] || { sleep 0.2; exit 1; }");
        site.send(HookRequest.push());
        long entry = only(site.admin("/api/deliveries").json()).get("entry").getAsLong();

        JsonObject action = site.admin("/api/deliveries/" + entry)
                .json()
                .getAsJsonArray("actions")
                .get(0)
                .getAsJsonObject();

        JsonArray attempts = action.getAsJsonArray("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1).getAsJsonObject().get("took_ms").getAsLong()).isLessThan(500);
        // The pause before the second attempt is at least half a second.
        assertThat(action.get("took_ms").getAsLong()).isBetween(700L, 20_000L);
    }

    @Test
    void a_delivery_says_why_it_waits() throws Exception {
        site.with("response_timeout", "1ms").hook("push", "#!/bin/sh", "while ! [ -e ../go ]; do sleep 0.02; done");
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        Eventually.that(() -> {
            JsonObject second = site.admin("/api/deliveries/2").json();
            String expected = "{\"reason\":\"predecessor\","
                    + "\"text\":\"delivery 1 is before it in the queue push of acme/site/main\","
                    + "\"entry\":1,\"queue\":\"push of acme/site/main\"}";
            assertThat(String.valueOf(second.get("waiting_for"))).isEqualTo(expected);
            JsonObject action = second.getAsJsonArray("actions").get(0).getAsJsonObject();
            assertThat(action.get("waiting_for").toString()).isEqualTo(expected);
        });
        assertThat(site.admin("/api/deliveries/1").json().has("waiting_for")).isFalse();
        assertThat(site.admin("/metrics").body()).contains("jenvoy_deliveries_waiting{reason=\"predecessor\"} 1.0");
        Files.createFile(site.folder().resolve("go"));

        Eventually.that(() -> {
            JsonObject second = site.admin("/api/deliveries/2").json();
            assertThat(second.get("state").getAsString()).isEqualTo("succeeded");
            assertThat(second.has("waiting_for")).isFalse();
        });
    }

    @Test
    void a_payload_comes_back_byte_for_byte() throws Exception {
        HookRequest push = HookRequest.push();
        site.send(push);
        long entry = only(site.admin("/api/deliveries").json()).get("entry").getAsLong();

        HttpAnswer payload = site.admin("/api/deliveries/" + entry + "/payload?download");

        assertThat(payload.body()).isEqualTo(Payloads.PUSH);
        assertThat(payload.field("content-type")).isEqualTo("application/json");
        assertThat(payload.field("content-disposition")).isEqualTo("attachment; filename=\"" + push.id() + ".json\"");
    }

    @Test
    void rejections_hooks_and_status_are_reported() throws Exception {
        site.send(HookRequest.push().unsigned());
        site.send(HookRequest.push());

        JsonObject refusal = site.admin("/api/refusals")
                .json()
                .getAsJsonArray("refusals")
                .get(0)
                .getAsJsonObject();
        assertThat(refusal.get("check").getAsString()).isEqualTo("signature-header");
        JsonObject hook =
                site.admin("/api/hooks").json().getAsJsonArray("hooks").get(0).getAsJsonObject();
        assertThat(hook.get("name").getAsString()).isEqualTo("push");
        assertThat(hook.get("failures").getAsInt()).isEqualTo(1);
        assertThat(hook.getAsJsonObject("last").get("outcome").getAsString()).isEqualTo("failed");
        JsonObject status = site.admin("/api/status").json();
        assertThat(status.get("ready").getAsBoolean()).isTrue();
        assertThat(status.get("deliveries_kept").getAsInt()).isEqualTo(1);
        assertThat(status.get("public_url").getAsString())
                .isEqualTo(site.uri("/").toString());
    }

    private static JsonObject only(JsonObject page) {
        JsonArray deliveries = page.getAsJsonArray("deliveries");
        assertThat(List.of(deliveries.size())).containsExactly(1);
        return deliveries.get(0).getAsJsonObject();
    }
}
