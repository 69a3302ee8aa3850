package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests signals, and processes that outlive a server, with the real process. */
@Tag("long")
@Timeout(300)
final class StopTest {

    /** Continues when the test allows it. */
    private static final String WAITS = """
            echo "$JENVOY_DELIVERY $JENVOY_ATTEMPT" >>"$WITNESS/starts"
            while [ ! -e "$WITNESS/go" ]; do sleep 0.02; done
            echo "$JENVOY_DELIVERY $JENVOY_ATTEMPT" >>"$WITNESS/ends"
            """;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private final SignedSenderClient sender = new SignedSenderClient();
    private ServerSite site;

    @BeforeEach
    void build() throws Exception {
        site = new ServerSite(folder).hook("push", WAITS);
    }

    private CompletableFuture<HttpResponse<String>> sending(ServerProcess server, String id) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return sender.push(server.port(), id, "site");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                    // Not the common pool, which may have only one thread: several requests wait at the same time.
                },
                task -> new Thread(task).start());
    }

    private void awaitStarts(int starts) {
        Awaitility.await(starts + " starts")
                .atMost(Duration.ofSeconds(30))
                .until(() -> site.witnessed("starts").size() == starts);
    }

    private void awaitEnd() {
        JournalRecords records = new JournalRecords(site);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> records.unfinished() == 0);
    }

    @Test
    void a_stop_answers_the_waiting_with_202_and_lets_hooks_finish() throws Exception {
        try (ServerProcess server =
                site.with("shutdown_timeout", "\"30s\"").start().serving()) {
            CompletableFuture<HttpResponse<String>> answer = sending(server, "one");
            awaitStarts(1);
            server.terminate();
            assertThat(answer.get().statusCode()).isEqualTo(202);
            assertThat(answer.get().body()).contains("running");
            HttpResponse<String> late = sender.push(server.port(), "late", "site");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            assertThat(sender.get(server.port(), "/readyz").statusCode()).isEqualTo(503);
            site.allow("go");
            assertThat(server.exitCode()).isZero();
        }
        assertThat(site.witnessed("ends")).containsExactly("one 1");
        assertThat(new JournalRecords(site).column("SELECT id FROM delivery WHERE state = 2"))
                .containsExactly("one");
        assertThat(site.payloadFiles()).isZero();
    }

    @Test
    void a_hook_that_runs_too_long_at_a_stop_is_ended_and_runs_again_at_the_next_start() throws Exception {
        site.with("shutdown_timeout", "\"100ms\"");
        try (ServerProcess server = site.start().serving()) {
            CompletableFuture<HttpResponse<String>> answer = sending(server, "one");
            awaitStarts(1);
            CompletableFuture<HttpResponse<String>> waits = sending(server, "two");
            Awaitility.await().until(() -> new JournalRecords(site).unfinished() == 2);
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(answer.get().statusCode()).isEqualTo(202);
            assertThat(waits.get().statusCode()).isEqualTo(202);
        }
        assertThat(site.payloadFiles()).isZero();
        assertThat(site.witnessed("starts")).containsExactly("one 1");
        site.allow("go");
        try (ServerProcess server = site.start().serving()) {
            awaitEnd();
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("ends")).containsExactly("one 2", "two 1");
        assertThat(new JournalRecords(site).column("SELECT ending FROM run ORDER BY began"))
                .containsExactly("INTERRUPTED", "EXITED", "EXITED");
    }

    /**
     * Ends a second after SIGTERM, which is longer than the grace of the configuration. Its error output would
     * be the end of it, because the server that read it is gone.
     */
    private static final String GRACEFUL = """
            exec 2>/dev/null
            trap 'sleep 1; echo graceful >>"$WITNESS/ends"; exit' TERM
            echo started >>"$WITNESS/starts"
            while :; do sleep 0.05; done
            """;

    @Test
    void what_a_killed_server_left_has_the_grace_of_its_head() throws Exception {
        site.with("on_crash", "\"fail\"").hook("push", "# jenvoy: kill_grace = 30s\n" + GRACEFUL);
        try (ServerProcess server = site.start().serving()) {
            CompletableFuture<HttpResponse<String>> unusedAnswer = sending(server, "one");
            awaitStarts(1);
            server.kill();
        }
        try (ServerProcess server = site.start().serving()) {
            assertThat(String.join("\n", server.output())).contains("hook of a crashed server was ended hook=push");
        }
        assertThat(site.witnessed("ends")).containsExactly("graceful");
    }

    @Test
    void what_a_killed_server_left_of_a_resident_hook_has_the_grace_of_its_entry() throws Exception {
        site.with("on_crash", "\"fail\"")
                .with(
                        "hooks",
                        "{\"push\": {\"resident\": true, \"kill_grace\": \"30s\", \"env\": {\"WITNESS\": \""
                                + folder.resolve("witness") + "\"}}}")
                .hook("push", "read -r line\n" + GRACEFUL);
        try (ServerProcess server = site.start().serving()) {
            CompletableFuture<HttpResponse<String>> unusedAnswer = sending(server, "one");
            awaitStarts(1);
            server.kill();
        }
        try (ServerProcess server = site.start().serving()) {
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("ends")).containsExactly("graceful");
    }

    @Test
    void a_hook_that_is_not_to_be_rerun_is_recorded_as_interrupted_by_a_stop_and_by_a_kill() throws Exception {
        site.with("shutdown_timeout", "\"0s\"").with("on_crash", "\"fail\"");
        try (ServerProcess server = site.start().serving()) {
            CompletableFuture<HttpResponse<String>> answer = sending(server, "stopped");
            awaitStarts(1);
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(answer.get().statusCode()).isEqualTo(202);
        }
        assertThat(new JournalRecords(site).unfinished()).isZero();
        try (ServerProcess server = site.start().serving()) {
            CompletableFuture<HttpResponse<String>> answer = sending(server, "killed");
            awaitStarts(2);
            server.kill();
            assertThat(answer.handle((given, failure) -> failure).get()).isNotNull();
        }
        try (ServerProcess server = site.start().serving()) {
            awaitEnd();
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("starts")).containsExactly("stopped 1", "killed 1");
        assertThat(site.witnessed("ends")).isEmpty();
        assertThat(new JournalRecords(site).column("SELECT DISTINCT ending FROM run"))
                .containsExactly("INTERRUPTED");
    }

    @Test
    void a_second_signal_stops_at_once() throws Exception {
        try (ServerProcess server =
                site.with("shutdown_timeout", "\"10m\"").start().serving()) {
            CompletableFuture<HttpResponse<String>> answer = sending(server, "one");
            awaitStarts(1);
            server.terminate();
            assertThat(answer.get().statusCode()).isEqualTo(202);
            server.terminate();
            assertThat(server.exitCode()).isEqualTo(143);
        } finally {
            // The hook outlives the server. It would outlive the test if its folder disappeared before it looked.
            site.allow("go");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> site.witnessed("ends").size() == 1);
        }
    }

    @Test
    void a_second_server_on_the_same_data_refuses_and_harms_nothing() throws Exception {
        try (ServerProcess server = site.start().serving()) {
            try (ServerProcess second = site.start()) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(String.join("\n", second.output())).contains("Another server", String.valueOf(server.pid()));
            }
            site.allow("go");
            assertThat(sender.push(server.port(), "one", "site").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_hook_that_outlived_a_killed_server_is_ended_before_it_runs_again() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        site.hook("push", """
                trap '' TERM
                echo $$ >>"$WITNESS/pids"
                exec 9>>"$WITNESS/lock"
                flock -n 9 || echo $$ >>"$WITNESS/overlaps"
                while [ "$JENVOY_ATTEMPT" = 1 ]; do sleep 0.05; done
                """);
        try (ServerProcess server = site.start().serving()) {
            sending(server, "one");
            Awaitility.await().until(() -> site.witnessed("pids").size() == 1);
            server.kill();
        }
        long orphan = Long.parseLong(site.witnessed("pids").get(0));
        assertThat(runs(orphan)).as("it lives on").isTrue();
        try (ServerProcess server = site.start().serving()) {
            awaitEnd();
            assertThat(runs(orphan)).isFalse();
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("pids")).hasSize(2);
        assertThat(site.witnessed("overlaps")).isEmpty();
    }

    /** Returns whether the process runs; a zombie does not. */
    private static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_hook_that_kills_the_server_is_set_aside_and_told() throws Exception {
        site.hook("push", "echo \"$JENVOY_ATTEMPT\" >>\"$WITNESS/starts\"\nkill -9 $PPID\nsleep 60\n");
        try (ServerProcess server = site.start().serving()) {
            sending(server, "deadly");
            assertThat(server.exitCode()).isEqualTo(137);
        }
        for (int death = 0; death < 3; death++) {
            try (ServerProcess server = site.start()) {
                assertThat(server.exitCode()).isEqualTo(137);
            }
        }
        try (ServerProcess server = site.start().serving()) {
            HttpResponse<String> ready = sender.get(server.port(), "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("deadly", "set aside");
            assertThat(String.join("\n", server.output())).contains("delivery set aside delivery=deadly");
            site.hook("push", "echo good\n");
            assertThat(sender.push(server.port(), "good", "site").body()).contains("good");
        }
        assertThat(site.witnessed("starts")).containsExactly("1", "2", "3", "4");
        assertThat(new JournalRecords(site).column("SELECT reason FROM delivery WHERE state = 6"))
                .singleElement()
                .asString()
                .contains("3 times");
    }
}
