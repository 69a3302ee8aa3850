package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration is live: a change applies to the next request, and a broken file changes nothing. */
class LiveFileTest {

    private static final String OTHER = "another-planted-secret-0817";

    @TempDir
    Path folder;

    private CapturedLog log;
    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        log = CapturedLog.open();
        site = TestServer.in(folder)
                .with("debug_level", "INFO")
                .hook("push-site", "#!/bin/sh", "echo \"ok $COLOUR\"; exit ${CODE:-0}")
                .start();
        taken(HookRequest.push());
    }

    @AfterEach
    void stop() {
        site.close();
        assertThat(String.join("\n", log.lines())).doesNotContain(TestServer.SECRET, OTHER);
        log.close();
    }

    private void taken(HookRequest request) throws IOException {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("push-site")).startsWith("ok");
    }

    private void status(int status, HookRequest request) throws IOException {
        assertThat(site.send(request).status()).isEqualTo(status);
    }

    @Test
    void every_key_that_can_be_live_counts_from_the_next_request_on() throws Exception {
        site.with("enforce_secret", OTHER);
        status(403, HookRequest.push());
        site.with("enforce_secret", TestServer.SECRET);
        taken(HookRequest.push());

        site.with("return_scripts_info", false);
        assertThat(site.send(HookRequest.push()).body()).contains("\"done\"");
        site.with("return_scripts_info", true);
        taken(HookRequest.push());

        site.with("hooks_path", "other-hooks");
        status(503, HookRequest.push());
        Files.createDirectories(folder.resolve("other-hooks"));
        assertThat(site.send(HookRequest.push()).body()).contains("nop");
        site.without("hooks_path");
        taken(HookRequest.push());

        site.with("max_payload", "40B");
        status(413, HookRequest.push());
        site.without("max_payload");
        taken(HookRequest.push());

        site.with("hooks", Map.of("push-site", Map.of("env", Map.of("COLOUR", "green", "CODE", "5"))))
                .with("failed_hook_status", 500);
        HttpAnswer failed = site.send(HookRequest.push());
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.stdout("push-site")).isEqualTo("ok green\n");
        site.without("hooks").without("failed_hook_status");
        taken(HookRequest.push());

        site.with("allowed_ips", List.of("203.0.113.1"));
        status(503, HookRequest.push());
        site.with("allowed_ips", List.of("127.0.0.1"));
        taken(HookRequest.push());

        site.hook("push-sitelint", "#!/bin/sh", "echo ok").with("child_hooks", "prefix");
        assertThat(site.send(HookRequest.push()).json().keySet()).containsExactly("push-site", "push-sitelint");
        site.with("child_hooks", "delimited");
        assertThat(site.send(HookRequest.push()).json().keySet()).containsExactly("push-site");

        Files.createDirectories(folder.resolve("backup"));
        site.with("backup_path", "backup");
        taken(HookRequest.push());
        assertThat(folder.resolve("backup").toFile().list()).hasSize(1);

        site.with("response_timeout", "100ms").hook("push-site", "#!/bin/sh", "sleep 1; echo ok");
        status(202, HookRequest.push());
    }

    @Test
    void the_log_level_is_live() throws Exception {
        for (var level : Map.of(
                        "DEBUG", Level.DEBUG,
                        "INFO", Level.INFO,
                        "WARNING", Level.WARN,
                        "ERROR", Level.ERROR,
                        "CRITICAL", Level.ERROR)
                .entrySet()) {
            site.with("debug_level", level.getKey());
            taken(HookRequest.push());
            assertThat(log.level()).isEqualTo(level.getValue());
        }
    }

    @Test
    void a_half_written_file_changes_nothing_at_any_length() throws Exception {
        String whole = site.json().replace(TestServer.SECRET, OTHER);
        for (int length = 0; length < whole.length(); length += 7) {
            site.write(whole.substring(0, length));
            taken(HookRequest.push());
        }
        HttpAnswer ready = site.get("/readyz");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body()).contains("the configuration file is not used").doesNotContain(folder.toString());
        site.write(whole);
        status(403, HookRequest.push());
        taken(HookRequest.push().secret(OTHER));
        assertThat(site.get("/readyz").body()).doesNotContain("configuration");
    }

    @Test
    void a_broken_file_is_reported_with_line_and_column_and_without_a_path() throws Exception {
        site.write("{\n  \"http_port\": 0,\n  \"hooks_path\": 5,\n  \"enforce_secret\": 17\n}\n");
        taken(HookRequest.push());

        HttpAnswer ready = site.get("/readyz");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body())
                .contains("line 3, column 17", "hooks_path", "line 4, column 21", "enforce_secret")
                .doesNotContain(folder.toString(), "config.json", TestServer.SECRET);
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ERROR configuration not used")
                        .contains("line 3, column 17"));
    }

    @Test
    void a_missing_file_or_secret_file_changes_nothing_and_shows_no_path() throws Exception {
        Files.delete(site.configFile());
        taken(HookRequest.push());
        assertThat(site.get("/readyz").body()).contains("configuration").doesNotContain(folder.toString());
        site.with("enforce_secret", "file:secrets/hidden-place.txt");
        taken(HookRequest.push());
        assertThat(site.get("/readyz").body())
                .contains("enforce_secret")
                .doesNotContain(folder.toString(), "hidden-place");
        site.with("enforce_secret", TestServer.SECRET);
        assertThat(site.get("/readyz").body()).doesNotContain("configuration");
    }

    @Test
    void the_last_secret_is_not_removed_by_a_live_change() throws Exception {
        site.with("enforce_secret", "").with("return_scripts_info", false);
        status(403, HookRequest.push().unsigned());
        // The rest of the change applies.
        assertThat(site.send(HookRequest.push()).body()).contains("\"done\"");
        assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("enforce_secret", "restart"));
        site.without("enforce_secret").with("return_scripts_info", true);
        status(403, HookRequest.push().unsigned());
        taken(HookRequest.push());
        site.with("enforce_secret", OTHER);
        taken(HookRequest.push().secret(OTHER));
        status(403, HookRequest.push());
    }

    @Test
    void what_takes_a_restart_is_said_and_changes_nothing() throws Exception {
        site.with("http_port", 1).with("http_host", "192.0.2.1").with("data_path", "elsewhere");
        taken(HookRequest.push());
        for (String key : List.of("http_port", "http_host", "data_path")) {
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).contains(key).contains("restart"));
        }
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }
}
