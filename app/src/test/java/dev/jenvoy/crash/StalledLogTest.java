package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server whose log is not read: the pipe is full and stays full. */
@Timeout(300)
final class StalledLogTest {

    /** At a few hundred bytes each, this is far more than a pipe holds. */
    private static final int REQUESTS = 800;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void a_reader_of_the_log_that_stalls_stops_neither_deliveries_nor_health_nor_the_stop() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with("access_log", "true")
                .hook("push", "echo $JENVOY_DELIVERY >>\"$WITNESS/ran\"");
        SignedSenderClient sender = new SignedSenderClient();
        try (ServerProcess server =
                ServerProcess.startWithUnreadLog(site.writeConfig()).serving()) {
            for (int at = 0; at < REQUESTS; at++) {
                assertThat(status(server, "/" + "x".repeat(100))).isEqualTo(404);
            }

            assertThat(sender.push(server.port(), "one", "site").statusCode()).isEqualTo(200);
            assertThat(site.witnessed("ran")).containsExactly("one");
            assertThat(status(server, "/healthz")).isEqualTo(200);
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
    }

    private int status(ServerProcess server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
