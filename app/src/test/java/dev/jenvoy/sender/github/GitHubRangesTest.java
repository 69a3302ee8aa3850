package dev.jenvoy.sender.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.http.HttpGet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the address list against a local meta endpoint, with a clock that the test sets. */
class GitHubRangesTest {

    /** For a server that never answers in time. A busy machine must not exceed the other one. */
    private static final Duration SHORT = Duration.ofMillis(400);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String GOOD = "{\"hooks\":[\"192.30.252.0/22\",\"2a0a:a440::/29\"],\"web\":[\"0.0.0.0/0\"]}";

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = GOOD;
    private volatile boolean stalls;
    private volatile boolean dribbles;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/meta", exchange -> {
            String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(String.valueOf(etag));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try {
                if (stalls) {
                    over.await();
                }
                exchange.getResponseHeaders().add("ETag", "\"v1\"");
                exchange.sendResponseHeaders(
                        status, status == 304 || status == 204 ? -1 : dribbles ? 1_000_000 : bytes.length);
                if (status != 304 && status != 204) {
                    exchange.getResponseBody().write(bytes);
                    exchange.getResponseBody().flush();
                }
                if (dribbles) {
                    over.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private GitHubRanges ranges() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/meta");
        return new GitHubRanges(
                uri,
                new HttpGet(
                        stalls || dribbles ? SHORT : LIMIT, GitHubRanges.MAX_ANSWER_BYTES, HttpClient.Redirect.NORMAL),
                folder.resolve("copy.json"),
                now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static void good(GitHubRanges ranges) {
        assertThat(ranges.get().orElseThrow())
                .containsExactly(Cidr.parse("192.30.252.0/22"), Cidr.parse("2a0a:a440::/29"));
    }

    @Test
    void there_is_no_list_before_the_first_was_fetched_and_no_request_fetches_it() {
        GitHubRanges ranges = ranges();
        assertThat(ranges.get()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_list_is_fetched_and_asked_for_again_after_an_hour() throws Exception {
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        good(ranges);
        pass(Duration.ofMinutes(59));
        ranges.refreshWhenDue();
        assertThat(asked).containsExactly("null");
        pass(Duration.ofMinutes(1));
        body = "{\"hooks\":[\"203.0.113.0/24\"]}";
        ranges.refreshWhenDue();
        assertThat(asked).containsExactly("null", "\"v1\"");
        assertThat(ranges.get().orElseThrow()).containsExactly(Cidr.parse("203.0.113.0/24"));
    }

    @Test
    void a_list_that_has_not_changed_stays_and_is_fresh_again() throws Exception {
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        status = 304;
        pass(Duration.ofHours(1));
        ranges.refreshWhenDue();
        good(ranges);
        assertThat(ranges.trouble()).isEmpty();
        pass(Duration.ofMinutes(59));
        ranges.refreshWhenDue();
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{}",
                "null",
                "{\"hooks\":null}",
                "{\"hooks\":[]}",
                "{\"hooks\":{}}",
                "{\"hooks\":\"192.30.252.0/22\"}",
                "{\"hooks\":[null]}",
                "{\"hooks\":[{}]}",
                "{\"hooks\":[[]]}",
                "{\"hooks\":[5]}",
                "{\"hooks\":[\"\"]}",
                "{\"hooks\":[\"192.30.252.0/22\",\"nonsense\"]}",
                "{\"hooks\":[\"192.30.252.0/33\"]}",
                "{\"hooks\":[\"192.30.252.0/22\"]"
            })
    void an_answer_without_a_list_changes_nothing_and_is_not_asked_for_at_once_again(String answer) throws Exception {
        body = answer;
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        ranges.refreshWhenDue();
        assertThat(ranges.get()).isEmpty();
        assertThat(ranges.trouble()).isPresent();
        assertThat(asked).hasSize(1);
        body = GOOD;
        pass(Duration.ofMinutes(1));
        ranges.refreshWhenDue();
        good(ranges);
        assertThat(ranges.trouble()).isEmpty();
        body = answer;
        pass(Duration.ofHours(1));
        ranges.refreshWhenDue();
        good(ranges);
        assertThat(ranges.trouble()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 403, 404, 429, 204, 301, 304})
    void another_status_changes_nothing_and_is_tried_ever_more_seldom(int answer) throws Exception {
        status = answer;
        body = answer == 204 ? "" : GOOD;
        GitHubRanges ranges = ranges();
        for (int minute = 0; minute < 120; minute++) {
            ranges.refreshWhenDue();
            pass(Duration.ofMinutes(1));
        }
        assertThat(ranges.get()).isEmpty();
        assertThat(ranges.trouble()).isPresent();
        // After 0, 1, 3, 7, 15, 31, 63 minutes, then hourly: far from sixty an hour.
        assertThat(asked.size()).isBetween(6, 8);
    }

    @Test
    void a_server_that_stalls_is_given_up_within_the_limit() throws Exception {
        stalls = true;
        long began = System.nanoTime();
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        assertThat(ranges.trouble()).isPresent();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void a_server_that_never_ends_its_answer_is_given_up_within_the_limit() throws Exception {
        dribbles = true;
        long began = System.nanoTime();
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        assertThat(ranges.get()).isEmpty();
        assertThat(ranges.trouble()).isPresent();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void an_endless_answer_is_not_read_to_its_end() throws Exception {
        body = "{\"hooks\":[\"" + "x".repeat(5 << 20) + "\"]}";
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        assertThat(ranges.trouble()).isPresent();
    }

    @Test
    void a_dead_port_is_trouble() throws Exception {
        server.stop(0);
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        assertThat(ranges.trouble()).isPresent();
    }

    @Test
    void the_copy_on_disk_serves_the_next_start_and_its_mark_is_sent() throws Exception {
        ranges().refreshWhenDue();
        pass(Duration.ofDays(400));
        GitHubRanges next = ranges();
        good(next);
        status = 304;
        next.refreshWhenDue();
        assertThat(asked).containsExactly("null", "\"v1\"");
        good(next);
    }

    @Test
    void a_copy_from_the_future_is_used_and_asked_for_anew() throws Exception {
        ranges().refreshWhenDue();
        pass(Duration.ofDays(-400));
        GitHubRanges next = ranges();
        good(next);
        next.refreshWhenDue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_clock_that_is_set_back_does_not_end_the_refreshing() throws Exception {
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        pass(Duration.ofDays(-400));
        ranges.refreshWhenDue();
        pass(Duration.ofHours(1));
        ranges.refreshWhenDue();
        assertThat(asked.size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_copy_that_cannot_be_kept_is_no_loss() throws Exception {
        Files.createDirectories(folder.resolve("copy.json").resolve("in-the-way"));
        GitHubRanges ranges = ranges();
        ranges.refreshWhenDue();
        good(ranges);
    }
}
