package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the start of a server whose journal is in a database that is not there. */
final class SharedStartTest {

    @TempDir
    Path folder;

    @Test
    void a_server_that_waits_for_its_database_stops_when_it_is_asked_to() throws Exception {
        int port = closedPort();
        String journal = "{\"url\": \"jdbc:postgresql://127.0.0.1:%d/none\", \"user\": \"none\"}";
        ServerSite site = new ServerSite(folder)
                .with("endpoint_key", '"' + "c0ffee".repeat(10) + "c0de\"")
                .with("journal", journal.formatted(port));
        try (ServerProcess server = site.start()) {
            try {
                Awaitility.await("it waits")
                        .atMost(Duration.ofSeconds(120))
                        .until(() ->
                                server.output().stream().anyMatch(line -> line.contains("waiting for the database")));
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(String.join("\n", server.output()), e);
            }

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(server.output()).noneMatch(line -> line.contains("listens on"));
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
