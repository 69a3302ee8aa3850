package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends eight payloads of the maximum size at once, with a small heap. */
@Timeout(300)
final class LargePayloadsTest {

    private static final int AT_ONCE = 8;
    private static final int ALMOST_25_MB = 25 * 1024 * 1024 - 1000;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void eight_payloads_of_25_mb_at_once_fit_into_a_heap_of_256_mb() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with("response_timeout", "\"60s\"")
                .with("request_timeout", "\"60s\"")
                .hook("push", "wc -c <\"$1\"; wc -c; echo $JENVOY_DELIVERY >>\"$WITNESS/ran\"");
        SignedSenderClient sender = new SignedSenderClient();
        byte[] body = SignedSenderClient.payload("any", "site", ALMOST_25_MB);
        String signature = SignedSenderClient.signature(body);
        try (ServerProcess server =
                site.start("-Xmx256m", "-XX:+ExitOnOutOfMemoryError").serving()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int at = 0; at < AT_ONCE; at++) {
                String id = "large" + at;
                answers.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return sender.send(server.port(), id, "push", body, signature);
                            } catch (java.io.IOException | InterruptedException e) {
                                throw new CompletionException(e);
                            }
                        },
                        task -> new Thread(task).start()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> given = answer.get(100, TimeUnit.SECONDS);
                assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
                assertThat(given.body()).contains(body.length + "\\n" + body.length + "\\n");
            }
            assertThat(site.witnessed("ran")).hasSize(AT_ONCE);
            assertThat(site.files("spool")).isZero();
            assertThat(site.files("payloads")).isEqualTo(AT_ONCE);
            assertThat(server.lives()).isTrue();
        }
    }
}
