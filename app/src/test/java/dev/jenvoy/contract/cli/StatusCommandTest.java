package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the one screen of {@code status}, and its exit codes for scripts. */
class StatusCommandTest {

    @TempDir
    private Path elsewhere;

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).with("github_ips_only", false).with("response_timeout", "1ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran status(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "status";
        all[1] = "--url";
        all[2] = "http://127.0.0.1:" + site.adminAddress().getPort();
        System.arraycopy(more, 0, all, 3, more.length);
        return new Cli(elsewhere).run(all);
    }

    @Test
    void a_server_that_is_well_ends_with_0() throws Exception {
        site.start();

        Cli.Ran ran = status();

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("Ready.\n", "Queue          0 waiting, 0 running\n", "0 deliveries kept, ", " free\n")
                .contains("Configuration  " + site.configFile() + "\n")
                .containsPattern("Jenvoy \\S.*, up \\d");
    }

    @Test
    void running_hooks_and_the_last_failures_are_shown() throws Exception {
        site.hook("push", "#!/bin/sh", "echo no such channel >&2", "exit 3")
                .hook("issues", "#!/bin/sh", "sleep 600")
                .start();
        site.send(HookRequest.push());
        site.send(HookRequest.event(
                "issues", "{\"repository\": {\"name\": \"site\", \"owner\": {\"login\": \"acme\"}}}"));

        Eventually.that(() -> assertThat(status().out())
                .containsPattern("Running +2 issues acme/site: issues, for \\d")
                .containsPattern("Last failed +\\S+ \\S+  1 push acme/site main: push \\(3\\): no such channel\n"));
        assertThat(status().code())
                .as("failed hooks are not the server's problem")
                .isZero();
        JsonObject json = JsonParser.parseString(status("--json").out()).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("status", "running", "failed", "config");
        assertThat(json.getAsJsonObject("status")
                        .getAsJsonObject("disk")
                        .get("free")
                        .getAsLong())
                .isPositive();
    }

    @Test
    void one_with_a_problem_ends_with_1() throws Exception {
        site.start();
        site.write("{\"http_port\": }");

        Cli.Ran broken = status();
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("Ready, with problems.", "not JSON", "1 to look at");

        site.write(site.json());
        Files.delete(site.hooks());
        Cli.Ran closed = status();
        assertThat(closed.code()).isEqualTo(1);
        assertThat(closed.out()).contains("Not ready", "hooks folder");
    }

    @Test
    void no_server_is_3() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Cli.Ran ran = new Cli(elsewhere).run("status", "--url", "http://127.0.0.1:" + free);

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("no server runs at http://127.0.0.1:" + free);
        site.with("admin_token", "planted-token-2c9d1f7be0").start();
        assertThat(status().code()).as("a server that wants a token is there").isEqualTo(1);
    }
}
