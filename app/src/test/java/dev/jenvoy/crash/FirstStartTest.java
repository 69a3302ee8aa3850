package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.store.DataFolder;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a start without a configuration, with the real process. */
@Timeout(300)
final class FirstStartTest {

    @TempDir
    Path folder;

    @Test
    void a_first_start_without_a_free_port_writes_nothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                ServerProcess server =
                        ServerProcess.startIn(folder, List.of("--port", String.valueOf(taken.getLocalPort())))) {
            assertThat(server.exitCode()).isEqualTo(1);

            assertThat(server.output())
                    .anyMatch(line -> line.contains("cannot listen on 0.0.0.0:" + taken.getLocalPort())
                            && line.contains("--port takes another"))
                    .noneMatch(line -> line.contains("Secret"));
            assertThat(Files.list(folder)).isEmpty();
        }
    }

    @Test
    void a_first_start_that_fails_later_leaves_no_configuration_behind() throws Exception {
        Files.writeString(folder.resolve("data"), "a file where the folder must be");
        try (ServerProcess server = ServerProcess.startIn(folder, List.of("--port", "0", "--admin-port", "0"))) {
            assertThat(server.exitCode()).isEqualTo(1);

            assertThat(server.output()).noneMatch(line -> line.contains("Secret"));
            assertThat(Files.list(folder)).containsExactly(folder.resolve("data"));
        }
    }

    @Test
    void the_loser_of_two_first_starts_leaves_the_configuration_to_the_winner() throws Exception {
        try (DataFolder winner = DataFolder.own(folder.resolve("data"));
                ServerProcess loser = ServerProcess.startIn(folder, List.of("--port", "0", "--admin-port", "0"))) {
            assertThat(loser.exitCode()).isEqualTo(1);

            assertThat(loser.output()).anyMatch(line -> line.contains("uses the data folder " + winner.path()));
            assertThat(folder.resolve("config.json")).exists();
            assertThat(folder.resolve("hooks")).isDirectory();
        }
    }

    @Test
    void it_greets_at_each_start_until_a_delivery_has_come() throws Exception {
        List<String> options = List.of("--port", "0", "--admin-port", "0", "--host", "127.0.0.1");
        String secret;
        try (ServerProcess first = ServerProcess.startIn(folder, options, "-Djenvoy.command=./jenvoy")
                .serving()) {
            Eventually.that(() -> assertThat(first.output()).anyMatch(line -> line.endsWith("./jenvoy send push")));
            secret = JsonParser.parseString(Files.readString(folder.resolve("config.json")))
                    .getAsJsonObject()
                    .get("enforce_secret")
                    .getAsString();
            assertThat(first.output()).contains("  Secret        " + secret);
        }
        try (ServerProcess second = ServerProcess.startIn(folder, options, "-Djenvoy.command=./jenvoy")
                .serving()) {
            Eventually.that(() -> assertThat(second.output()).anyMatch(line -> line.endsWith("./jenvoy send push")));
            assertThat(second.output()).contains("No delivery has come yet.").noneMatch(line -> line.contains(secret));
            Cli.Ran sent = new Cli(folder).run("send", "push", "--url", "http://127.0.0.1:" + second.port());
            assertThat(sent.code()).as(sent.all()).isZero();
            // What no hook wants is recorded a little later, and by an orderly end at the latest.
            second.terminate();
            assertThat(second.exitCode()).isZero();
        }
        try (ServerProcess third = ServerProcess.startIn(folder, options).serving()) {
            third.terminate();
            assertThat(third.exitCode()).isZero();
            assertThat(third.output()).noneMatch(line -> line.contains("No delivery has come yet"));
        }
    }

    @Test
    void a_first_start_writes_what_its_options_say() throws Exception {
        try (ServerProcess server = ServerProcess.startIn(
                        folder,
                        List.of(
                                "--port",
                                "0",
                                "--admin-port",
                                "0",
                                "--hooks",
                                "my hooks",
                                "--data",
                                "kept",
                                "--host",
                                "127.0.0.1"))
                .serving()) {
            JsonObject written = JsonParser.parseString(Files.readString(folder.resolve("config.json")))
                    .getAsJsonObject();
            assertThat(written.get("http_port").getAsInt()).isZero();
            assertThat(written.get("hooks_path").getAsString()).isEqualTo("my hooks");
            assertThat(written.get("data_path").getAsString()).isEqualTo("kept");
            assertThat(written.get("http_host").getAsString()).isEqualTo("127.0.0.1");
            assertThat(folder.resolve("my hooks")).isDirectory();
            assertThat(folder.resolve("kept/lock")).exists();
            assertThat(server.lives()).isTrue();
        }
    }
}
