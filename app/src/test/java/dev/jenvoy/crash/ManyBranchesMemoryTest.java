package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends a push of a thousand branches, with a small heap and a watched disk. */
@Timeout(180)
final class ManyBranchesMemoryTest {

    private static final int BRANCHES = 1000;
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private ServerSite site() throws IOException {
        return new ServerSite(folder)
                .with("senders", "{\"bitbucket\": {\"secret\": \"" + SignedSenderClient.SECRET + "\"}}")
                .with("max_backlog", "5000")
                .hook("push-site", "echo good");
    }

    /** Returns a push of a thousand branches, with a payload of this size. */
    private static byte[] push(int size) {
        String changes = IntStream.range(0, BRANCHES)
                .mapToObj(n -> "{\"refId\":\"refs/heads/b" + n + "\",\"toHash\":\"" + "1".repeat(40) + "\"}")
                .collect(Collectors.joining(","));
        String json = "{\"repository\":{\"slug\":\"large\",\"project\":{\"key\":\"ACME\"}},\"changes\":[" + changes
                + "],\"padding\":\"";
        return (json + "x".repeat(size - json.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static CompletableFuture<HttpResponse<String>> send(ServerProcess server, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .timeout(Duration.ofSeconds(100))
                .header("Content-Type", "application/json")
                .header("X-Event-Key", "repo:refs_changed")
                .header("X-Request-Id", "many")
                .header("X-Hub-Signature", SignedSenderClient.signature(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the bytes below the data folder at this moment. */
    private long onDisk() throws IOException {
        long all = 0;
        try (Stream<Path> tree = Files.walk(folder.resolve("data"))) {
            for (Path file : tree.toList()) {
                all += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        } catch (java.io.UncheckedIOException | NoSuchFileException e) {
            // Files change meanwhile.
            return all;
        }
        return all;
    }

    @Test
    void a_thousand_hooks_of_one_push_run_in_a_heap_of_256_mb_with_one_payload_in_the_journal() throws Exception {
        ServerSite site = site().hook("repo_refs_changed-large", "echo $JENVOY_BRANCH >>\"$WITNESS/ran\"");
        try (ServerProcess server =
                site.start("-Xmx256m", "-XX:+ExitOnOutOfMemoryError").serving()) {
            long before = onDisk();

            HttpResponse<String> answer = send(server, push(MEGABYTE)).get(100, TimeUnit.SECONDS);

            assertThat(answer.statusCode()).isBetween(200, 202);
            assertThat(new SignedSenderClient()
                            .push(server.port(), "good", "site")
                            .statusCode())
                    .isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> site.witnessed("ran").size() == BRANCHES);
            List<String> ran = site.witnessed("ran");
            assertThat(ran).doesNotHaveDuplicates();
            // Rows of a thousand deliveries, and the log beside the database.
            assertThat(onDisk() - before).isLessThan(20L * MEGABYTE);
            assertThat(server.lives()).isTrue();
        }
    }

    @Test
    void a_thousand_branches_without_a_hook_take_the_disk_for_one_body() throws Exception {
        int size = 3 * MEGABYTE;
        try (ServerProcess server =
                site().start("-Xmx256m", "-XX:+ExitOnOutOfMemoryError").serving()) {
            long before = onDisk();
            long most = 0;

            CompletableFuture<HttpResponse<String>> answer = send(server, push(size));
            while (!answer.isDone()) {
                most = Math.max(most, onDisk() - before);
            }

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(most).isLessThan(2L * size);
            assertThat(onDisk() - before).isLessThan(MEGABYTE);
        }
    }
}
