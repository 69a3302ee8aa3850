package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends signed payloads that are designed to use memory, many at once, with a small heap. */
@Tag("long")
@Timeout(180)
final class HostilePayloadsTest {

    private static final int AT_ONCE = 6;
    private static final int ALMOST_25_MB = 25 * 1000 * 1000;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private static String keys(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"" + "k".repeat(length - 7) + String.format("%07d", number) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Returns the payloads by their special property, with the expected status. */
    private static Map<String, Integer> payloads() {
        Map<String, Integer> all = new TreeMap<>();
        all.put(keys(249_000, 93), 413);
        all.put("{\"" + "n".repeat(ALMOST_25_MB) + "\":1}", 413);
        all.put(
                IntStream.range(0, 250)
                        .mapToObj(number -> "{\"" + "n".repeat(95_000) + number + "\":1}")
                        .collect(Collectors.joining(",", "{\"a\":[", "]}")),
                413);
        all.put("{\"ref\":\"" + "r".repeat(ALMOST_25_MB) + "\"}", 413);
        all.put("{\"x\":" + "1".repeat(ALMOST_25_MB) + "}", 413);
        // The largest accepted payload: all names are held at once.
        all.put(keys(249_000, 16), 200);
        all.put(
                IntStream.range(0, 1_900_000)
                        .mapToObj(number -> "{\"" + Integer.toString(number, 36) + "\":1}")
                        .collect(Collectors.joining(",", "{\"a\":[", "]}")),
                200);
        return all;
    }

    @Test
    void they_are_rejected_or_read_and_good_deliveries_are_served_beside_them() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with("request_timeout", "\"60s\"")
                .hook("push-site", "echo $JENVOY_DELIVERY >>\"$WITNESS/ran\"");
        SignedSenderClient sender = new SignedSenderClient();
        try (ServerProcess server =
                site.start("-Xmx256m", "-XX:+ExitOnOutOfMemoryError").serving()) {
            int good = 0;
            for (Map.Entry<String, Integer> payload : payloads().entrySet()) {
                byte[] body = payload.getKey().getBytes(StandardCharsets.UTF_8);
                String signature = SignedSenderClient.signature(body);
                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int at = 0; at < AT_ONCE; at++) {
                    answers.add(CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return sender.send(server.port(), "odd", "issues", body, signature);
                                } catch (java.io.IOException | InterruptedException e) {
                                    throw new CompletionException(e);
                                }
                            },
                            task -> new Thread(task).start()));
                }
                long began = System.nanoTime();
                assertThat(sender.push(server.port(), "good" + good++, "site").statusCode())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
                for (CompletableFuture<HttpResponse<String>> answer : answers) {
                    assertThat(answer.get(100, TimeUnit.SECONDS).statusCode())
                            .as(payload.getKey().substring(0, 40))
                            .isEqualTo(payload.getValue());
                }
            }
            assertThat(site.witnessed("ran")).hasSize(good);
            assertThat(site.files("spool")).isZero();
            assertThat(server.output()).noneMatch(line -> line.contains("OutOfMemoryError"));
            assertThat(server.lives()).isTrue();
        }
    }
}
