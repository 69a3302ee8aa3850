package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs sixty-four hooks at once that print far more than is kept, with a small heap. */
@Tag("long")
@Timeout(300)
final class LongOutputsTest {

    private static final int AT_ONCE = 64;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void sixty_four_logs_of_a_megabyte_fit_into_a_heap_of_64_mb() throws Exception {
        // Each waits with a full log until all of them have one.
        ServerSite site = new ServerSite(folder)
                .with("response_timeout", "\"1ms\"")
                .with("max_concurrent", String.valueOf(AT_ONCE))
                .hook(
                        "push",
                        "head -c 3000000 /dev/urandom; echo $JENVOY_DELIVERY >>\"$WITNESS/printed\"; "
                                + "while [ ! -e \"$WITNESS/go\" ]; do sleep 0.1; done; echo the end; "
                                + "echo $JENVOY_DELIVERY >>\"$WITNESS/ran\"");
        SignedSenderClient sender = new SignedSenderClient();
        try (ServerProcess server =
                site.start("-Xmx64m", "-XX:+ExitOnOutOfMemoryError").serving()) {
            for (int at = 0; at < AT_ONCE; at++) {
                byte[] body = SignedSenderClient.payload("b" + at, "site" + at, 1_000);
                HttpResponse<String> answer =
                        sender.send(server.port(), "long" + at, "push", body, SignedSenderClient.signature(body));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(site.witnessed("printed")).hasSize(AT_ONCE));
            site.allow("go");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(site.witnessed("ran")).hasSize(AT_ONCE));
            assertThat(server.lives()).isTrue();
            assertThat(String.join("\n", server.output())).doesNotContain("OutOfMemory", "kept in part only");
        }
    }
}
