package dev.jenvoy.contract.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API shows of one hook, and why a delivery ran which hooks. */
class HookApiTest {

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("kill_grace", "9s")
                .with(
                        "hooks",
                        Map.of(
                                "push*", Map.of("retries", 0, "timeout", "20m"),
                                "push-site", Map.of("env", Map.of("TOKEN", "planted-in-config"))))
                .hook(
                        "push-site",
                        "#!/bin/sh",
                        "# jenvoy: timeout = 7m",
                        "# jenvoy: debounce = 0s",
                        "# jenvoy: env.KEY = 'planted-in-head'",
                        "exit 3")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private JsonObject setting(JsonObject hook, String key) {
        for (JsonElement one : hook.getAsJsonArray("settings")) {
            if (one.getAsJsonObject().get("key").getAsString().equals(key)) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + key + " in " + hook);
    }

    @Test
    void each_option_says_what_sets_it_and_no_value_of_a_variable_is_shown() throws Exception {
        HttpAnswer answer = site.admin("/api/hook?name=push-site");
        JsonObject hook = answer.json();

        assertThat(setting(hook, "timeout").toString())
                .contains("\"value\":\"20m\"", "\"origin\":\"configuration\"", "\"place\":\"hooks.push*\"");
        assertThat(setting(hook, "kill_grace").toString())
                .contains("\"origin\":\"configuration\"", "\"place\":\"kill_grace\"");
        assertThat(setting(hook, "debounce").toString()).contains("\"origin\":\"head\"");
        assertThat(setting(hook, "max_output").toString()).contains("\"origin\":\"default\"");
        assertThat(setting(hook, "env").toString()).contains("TOKEN", "\"place\":\"hooks.push-site\"");
        assertThat(hook.getAsJsonObject("script").get("text").getAsString())
                .contains("exit 3", "# jenvoy: env.KEY = …");
        assertThat(answer.body()).doesNotContain("planted");
    }

    @Test
    void runs_are_those_of_this_hook_newest_first_also_when_its_file_is_gone() throws Exception {
        site.hook("push", "#!/bin/sh", "true");
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        JsonObject hook = site.admin("/api/hook?name=push-site").json();
        assertThat(hook.getAsJsonArray("attempts")).hasSize(2);
        JsonObject newest = hook.getAsJsonArray("attempts").get(0).getAsJsonObject();
        assertThat(newest.get("entry").getAsLong()).isEqualTo(2);
        assertThat(newest.get("outcome").getAsString()).isEqualTo("failed");
        assertThat(hook.getAsJsonObject("hook").getAsJsonArray("recent")).hasSize(2);

        Files.delete(site.hooks().resolve("push-site"));
        JsonObject gone = site.admin("/api/hook?name=push-site").json();
        assertThat(gone.get("gone").getAsBoolean()).isTrue();
        assertThat(gone.getAsJsonArray("attempts")).hasSize(2);
        assertThat(site.admin("/api/hook?name=no-such").status()).isEqualTo(404);
        assertThat(site.admin("/api/hook").status()).isEqualTo(400);
    }

    @Test
    void the_text_of_a_file_that_never_runs_or_is_no_text_is_not_shown_and_nothing_outside_of_the_folder_is_read()
            throws Exception {
        site.hookOf("push-site+secret.txt", "rw-------", "planted".getBytes(StandardCharsets.US_ASCII));
        site.hookOf("push-site+binary", "rwxr-xr-x", new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2});
        site.hookOf(
                "push-site+long", "rwxr-xr-x", ("#!/bin/sh\n# " + "ä".repeat(60_000)).getBytes(StandardCharsets.UTF_8));

        assertThat(site.admin("/api/hook?name=push-site%2Bsecret.txt").body()).doesNotContain("planted", "\"script\"");
        assertThat(site.admin("/api/hook?name=push-site%2Bbinary").json().has("script"))
                .isFalse();
        JsonObject cut = site.admin("/api/hook?name=push-site%2Blong").json().getAsJsonObject("script");
        assertThat(cut.get("cut").getAsBoolean()).isTrue();
        assertThat(cut.get("text").getAsString()).hasSizeBetween(32_000, 65_536).doesNotContain("\ufffd");
        assertThat(cut.get("bytes").getAsLong()).isEqualTo(120_012);
        assertThat(site.admin("/api/hook?name=../config.json").status()).isEqualTo(404);
        assertThat(site.admin("/api/hook?name=%2Fetc%2Fpasswd").status()).isEqualTo(404);
    }

    @Test
    void a_recorded_delivery_is_explained_by_its_payload_and_an_ignored_one_by_its_facts() throws Exception {
        site.hook("push-site+wanted", "#!/bin/sh", "# jenvoy: when = payload.repository.name == 'site'");
        site.hook("issues-site+closed", "#!/bin/sh", "# jenvoy: when = action == 'closed'");
        site.send(HookRequest.push());
        site.send(HookRequest.event("issues", Payloads.of("\"action\":\"opened\"")));

        assertThat(site.admin("/api/deliveries/1/explain")
                        .json()
                        .getAsJsonArray("hooks")
                        .toString())
                .contains("push-site+wanted");
        // Ignored deliveries are written within a second.
        Eventually.that(() ->
                assertThat(site.admin("/api/deliveries/2/explain").status()).isEqualTo(200));
        JsonObject ignored = site.admin("/api/deliveries/2/explain").json();
        assertThat(ignored.getAsJsonArray("hooks")).isEmpty();
        assertThat(ignored.getAsJsonArray("near_misses").toString())
                .contains("issues-site+closed", "action == 'closed'");
        assertThat(site.admin("/api/deliveries/99/explain").status()).isEqualTo(404);
    }
}
