package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code config get} with and without a server, and {@code config check}. */
class ConfigCommandsTest {

    @TempDir
    private Path shell;

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder).with("hook_timeout", "7m").start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran get(String key) {
        return new Cli(shell)
                .run(
                        "config",
                        "get",
                        key,
                        "--url",
                        "http://127.0.0.1:" + site.adminAddress().getPort());
    }

    @Test
    void a_value_in_force_is_printed_alone() {
        assertThat(get("hook_timeout").out()).isEqualTo("7m\n");
        assertThat(get("allowed_ips").out()).contains("127.0.0.0/8");
        assertThat(get("enforce_secret").out()).isEqualTo("(set)\n");
    }

    @Test
    void a_key_that_there_is_not_is_named_with_the_nearest() {
        Cli.Ran ran = get("htp_port");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("jenvoy: there is no key htp_port; did you mean http_port?\n");
    }

    @Test
    void without_a_server_it_is_the_value_of_the_file_and_of_its_defaults() throws Exception {
        Files.writeString(
                shell.resolve("config.json"), "{\"admin_port\": 1, \"hook_timeout\": \"3m\", \"retention\": 5}");
        Cli cli = new Cli(shell);

        Cli.Ran ran = cli.run("config", "get", "hook_timeout");
        assertThat(ran.out()).isEqualTo("3m\n");
        assertThat(ran.err()).contains("no server runs");
        assertThat(cli.run("config", "get", "http_port").out()).isEqualTo("5000\n");
        assertThat(cli.run("config", "get", "retention").code()).isEqualTo(1);
    }

    @Test
    void check_judges_the_file_alone() throws Exception {
        Files.writeString(
                shell.resolve("config.json"),
                "{\"hooks_path\": \"nowhere\", \"enforce_secret\": \"" + TestServer.SECRET + "\"}");
        Cli cli = new Cli(shell);
        Cli.Ran good = cli.run("config", "check");
        assertThat(good.code()).as(good.all()).isZero();
        assertThat(good.out()).isEqualTo("Configuration: config.json\nNo errors found.\n");

        Files.writeString(shell.resolve("config.json"), "{\"htp_port\": 5, \"http_port\": \"x\"}");
        Cli.Ran bad = cli.run("config", "check");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("line 1", "http_port", "The configuration cannot be used.");
        assertThat(cli.run("config", "check", "--json").out()).contains("\"fine\": false");
    }
}
