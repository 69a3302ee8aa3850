package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.jenvoy.crash.kit.ServerProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a start without a configuration, with the real process. */
@Timeout(120)
final class FirstStartTest {

    @TempDir
    Path folder;

    @Test
    void a_first_start_that_fails_shows_the_secret_that_it_wrote() throws Exception {
        try (ServerSocket taken = take(5000);
                ServerProcess server = ServerProcess.startIn(folder, "-Djenvoy.command=./jenvoy")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(taken.isClosed()).isFalse();

            String secret = JsonParser.parseString(Files.readString(folder.resolve("config.json")))
                    .getAsJsonObject()
                    .get("enforce_secret")
                    .getAsString();
            assertThat(server.output())
                    .anyMatch(line -> line.equals("  Secret        " + secret))
                    .anyMatch(line -> line.contains("cannot listen on 0.0.0.0:5000"))
                    .anyMatch(line -> line.endsWith("  ./jenvoy send push"));
        }
    }

    /** Another program may already use the port, which also works. */
    private static ServerSocket take(int port) throws IOException {
        try {
            return new ServerSocket(port);
        } catch (BindException e) {
            return new ServerSocket();
        }
    }
}
