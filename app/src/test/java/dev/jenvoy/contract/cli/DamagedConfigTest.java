package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands for a running server need its address and token: nothing else that is wrong with the configuration stops them. */
class DamagedConfigTest {

    private static final String TOKEN = "planted-token-2c9d1f7be0";

    @TempDir
    private Path folder;

    @TempDir
    private Path shell;

    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder).with("admin_token", TOKEN).start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String text(String damage) {
        return "{\n  \"admin_port\": " + site.adminAddress().getPort() + ",\n  \"admin_token\": \"" + TOKEN + "\""
                + damage + "\n}\n";
    }

    private void works(String... command) {
        Cli.Ran ran = new Cli(shell).run(command);

        assertThat(ran.code()).as(String.join(" ", command) + "\n" + ran.all()).isZero();
    }

    private void allWork() {
        works("deliveries", "list");
        works("hooks");
        works("config");
        works("endpoint", "list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"enforce_secret\": \"env:ONLY_THE_SERVICE_HAS_IT\"",
                ", \"enforce_secret\": \"file:/run/credentials/nowhere/secret\"",
                ", \"enforce_secret\": [\"env:ONLY_THE_SERVICE_HAS_IT\", 7]",
                ", \"senders\": {\"gitlab\": {\"secret\": \"env:ONLY_THE_SERVICE_HAS_IT\"}}",
                ", \"senders\": 5",
                ", \"htp_port\": 5000",
                ", \"http_port\": \"many\"",
                ", \"http_port\": 70000",
                ", \"retention\": \"-1d\", \"max_payload\": {}",
                ", \"hooks\": {\"push\": {\"timeout\": 5, \"env\": []}}, \"hooks_path\": 7",
                ", \"TRIGGERS\": {\"site:main\": {}}",
                ", \"chat\": {\"rooms\": 3}",
                ", \"chat\": {\"accounts\": {\"a\": {\"kind\": \"matrix\", \"token\": \"env:NOT_HERE\"}}}",
                ", \"tickets\": {\"workers\": \"nowhere.yaml\", \"trackers\": []}",
                ", \"forges\": {\"github.com\": {\"token\": \"file:nowhere\"}}",
                ", \"endpoints\": {\"x\": {\"proof\": 1}}",
                ", \"hooks_path\": \"/nowhere\", \"data_path\": \"/nowhere\"",
                ", \"debug_level\": \"LOUD\", \"debug_level\": \"INFO\"",
                ", \"retention\": \"30d\",",
                ", \"enforce_secret\": \"not closed",
                "] ,,, not JSON at all {"
            })
    void what_is_wrong_elsewhere_stops_no_command(String damage) throws Exception {
        Files.writeString(shell.resolve("config.json"), text(damage));

        allWork();
    }

    @Test
    void a_file_that_others_may_change_is_read_for_its_address() throws Exception {
        Path file = Files.writeString(shell.resolve("config.json"), text(""));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        allWork();
    }

    @Test
    void a_token_that_does_not_resolve_is_asked_for_by_name() throws Exception {
        Files.writeString(
                shell.resolve("config.json"), text("").replace("\"" + TOKEN + "\"", "\"env:ONLY_THE_SERVICE_HAS_IT\""));

        Cli.Ran ran = new Cli(shell).run("deliveries", "list");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("admin_token", "--token env:NAME");
        assertThat(new Cli(shell)
                        .with("TOKEN", TOKEN)
                        .run("deliveries", "list", "--token", "env:TOKEN")
                        .code())
                .isZero();
    }

    @Test
    void a_file_without_an_end_gives_no_other_value_for_its_token() throws Exception {
        Files.writeString(
                shell.resolve("config.json"),
                "{ \"hooks\": {\"push\": {\"env\": {\"admin_token\": \"of-a-hook\"}}}, "
                        + text(",,").substring(1));

        allWork();
    }
}
