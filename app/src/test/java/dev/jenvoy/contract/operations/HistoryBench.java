package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long the admin API takes to read a full journal. Run by {@code bench/history.sh}; not part of the test
 * suite. The property {@code jenvoy.history.deliveries} sets the number of deliveries.
 */
@Timeout(3600)
final class HistoryBench {

    private static final int ROUNDS = 200;
    private static final int WARMING = 100;

    /** Processor time excludes other programs, but includes the client and the compiler. */
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int AT_ONCE = 2_000;
    private static final int DELIVERIES = Integer.getInteger("jenvoy.history.deliveries", 100_000);
    private static final Duration SPAN = Duration.ofDays(20);
    private static final Instant BEGAN = Instant.now().minus(SPAN);

    @TempDir
    Path folder;

    @Test
    void pages_of_a_full_journal() throws Exception {
        long began = System.nanoTime();
        fill();
        System.out.printf("%d deliveries written in %d s%n", DELIVERIES, (System.nanoTime() - began) / 1_000_000_000L);
        try (TestServer site = TestServer.in(folder).hook("push", "#!/bin/sh").start();
                Wire wire = new Wire(site.adminAddress())) {
            System.out.printf("%-72s %8s %8s %8s %8s%n", "milliseconds", "median", "p95", "most", "cpu");
            String middle = String.valueOf(DELIVERIES / 2);
            for (String path : List.of(
                    "/api/deliveries",
                    "/api/deliveries?cursor=" + middle,
                    "/api/deliveries?limit=500",
                    "/api/deliveries?state=failed",
                    "/api/deliveries?repository=repository-17",
                    "/api/deliveries?repository=repository-17&branch=branch-3&state=failed",
                    "/api/deliveries?source=github&event=push&owner=acme",
                    "/api/deliveries?text=a-commit-that-is-not-there",
                    "/api/deliveries?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z",
                    "/api/deliveries/" + middle,
                    "/api/histogram",
                    "/api/histogram?repository=repository-17",
                    "/api/histogram?source=github&event=push",
                    "/api/histogram?text=a-commit-that-is-not-there",
                    "/api/names",
                    "/api/overview?hours=24",
                    "/api/overview?hours=720",
                    "/api/hooks",
                    "/api/status")) {
                measure(wire, path);
            }
        }
    }

    private static void measure(Wire wire, String path) throws IOException {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < WARMING; round++) {
            wire.send(HookRequest.of("GET", path)).answer();
        }
        long spent = PROCESS.getProcessCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            HttpAnswer answer = wire.send(HookRequest.of("GET", path)).answer();
            assertThat(answer.status()).isEqualTo(200);
            millis[round] = (System.nanoTime() - began) / 1e6;
        }
        double cpu = (PROCESS.getProcessCpuTime() - spent) / 1e6 / ROUNDS;
        Arrays.sort(millis);
        System.out.printf(
                "%-72s %8.1f %8.1f %8.1f %8.1f%n",
                path, millis[ROUNDS / 2], millis[ROUNDS * 95 / 100], millis[ROUNDS - 1], cpu);
    }

    /**
     * Fills the journal: one delivery in ten fails, one in twenty has two hooks; 50 repositories with 10 branches each;
     * 2 KB of payload.
     */
    private void fill() throws Exception {
        byte[] payload = ("{\"note\":\"" + "x".repeat(2_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        Semaphore room = new Semaphore(AT_ONCE);
        try (DataFolder data = DataFolder.own(folder.resolve("data"));
                Storage storage = SqliteStorage.open(data)) {
            Journal journal = storage.journal();
            for (int number = 0; number < DELIVERIES; number++) {
                room.acquire();
                int at = number;
                CompletableFuture<Ownership> unusedWritten = journal.append(
                                delivery(at, payload), Map.of("User-Agent", "GitHub-Hookshot/0000000"), plan(at))
                        .thenCompose(appended -> run(
                                journal, ((Appended.Accepted) appended).entry().id(), at))
                        .toCompletableFuture()
                        .whenComplete((done, failure) -> {
                            if (failure != null) {
                                failure.printStackTrace();
                            }
                            room.release();
                        });
            }
            room.acquire(AT_ONCE);
        }
    }

    private static List<Planned> plan(int number) {
        Planned push = new Planned("hook", "push", Policy.DEFAULT);
        return number % 20 == 0 ? List.of(push, new Planned("hook", "all", Policy.DEFAULT)) : List.of(push);
    }

    private static java.util.concurrent.CompletionStage<Ownership> run(Journal journal, long entry, int number) {
        boolean fails = number % 10 == 3;
        Outcome outcome = new Outcome(Ending.EXITED, fails ? 1 : 0, "deployed\n".repeat(20), "", false, null);
        Instant at = at(number);
        for (int position = 0; position < plan(number).size(); position++) {
            var unusedStart = journal.started(new Attempt(new Hold(entry, entry), position, 1), new Start("token", at));
            var unusedEnd = journal.ended(
                    new Attempt(new Hold(entry, entry), position, 1),
                    outcome,
                    at,
                    Duration.ofMillis(40 + number % 100));
        }
        return journal.finished(new Hold(entry, entry), fails ? DeliveryState.FAILED : DeliveryState.SUCCEEDED, at);
    }

    private static Instant at(int number) {
        return BEGAN.plus(SPAN.dividedBy(DELIVERIES).multipliedBy(number));
    }

    private static Delivery delivery(int number, byte[] payload) {
        Facts facts = new Facts(
                new Event(number % 4 == 0 ? "pull_request" : "push"),
                null,
                new Owner("acme"),
                new Repository("repository-" + number % 50),
                new RefName("branch-" + number % 10),
                null,
                "refs/heads/branch-" + number % 10,
                String.format("%040x", number),
                "ann",
                null,
                false);
        return new Delivery(
                new DeliveryKey("github", "", "delivery-" + number),
                facts,
                Payload.of(payload),
                PayloadDigest.known(String.format("%064x", number)),
                at(number));
    }
}
