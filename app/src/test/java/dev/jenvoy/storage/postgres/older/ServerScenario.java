package dev.jenvoy.storage.postgres.older;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.postgres.ClusterOptions;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.StoredSecret;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.JournalOptions.Replicated;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.storage.postgres.PostgresStorage;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.awaitility.Awaitility;

/** The life of two servers in short: one accepts, runs and dies, the other takes it over, looks back and leaves. */
final class ServerScenario {

    private static final Set<String> HOOKS = Set.of("hook");

    private final String url;
    private final Path folder;

    ServerScenario(String url, Path folder) {
        this.url = url;
        this.folder = folder;
    }

    void play() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Storage dead = open(first);
        try {
            work(dead);
            // A server with the number of another in its folder is its successor.
            Files.copy(first.resolve("server"), second.resolve("server"));
            try (Storage heir = open(second)) {
                heirloom(heir.journal());
                lookBack(heir);
                beats(heir);
            }
        } finally {
            dead.close();
        }
    }

    private Storage open(Path data) throws Exception {
        ClusterOptions options = new ClusterOptions(
                data.getFileName().toString(),
                "machine",
                Set.of(ServerRole.INTAKE, ServerRole.WORKER),
                DatabaseTables.SCHEMA.version(),
                "1",
                Duration.ofSeconds(30),
                () -> Duration.ofSeconds(5));
        Storage storage = PostgresStorage.open(
                new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA)),
                options,
                Replicated.NO,
                data,
                () -> {});
        storage.journal().takeUpTo(() -> Integer.MAX_VALUE);
        return storage;
    }

    private static Hold accept(Journal journal, String id) {
        return ((Appended.Accepted) done(journal.append(push(id), HEADERS, ONE)))
                .entry()
                .hold();
    }

    /** Leaves one delivery that has ended, one that waits for another try, and one that runs. */
    private static void work(Storage storage) throws IOException {
        Journal journal = storage.journal();
        Hold good = accept(journal, "good");
        done(journal.started(new Attempt(good, 0, 1), new Start("token", NOON)));
        done(journal.endedLast(
                new Attempt(good, 0, 1), exited(0), NOON, Duration.ofSeconds(1), DeliveryState.SUCCEEDED));
        Hold bad = accept(journal, "bad");
        done(journal.started(new Attempt(bad, 0, 1), new Start("token", NOON)));
        done(journal.endedForNow(new Attempt(bad, 0, 1), exited(1), NOON, Duration.ofSeconds(1), NOON));
        Hold running = accept(journal, "running");
        done(journal.started(new Attempt(running, 0, 1), new Start("token", NOON)));
        done(journal.cancel(accept(journal, "cancelled").entry(), Optional.empty()));
        Hold unusedHold = accept(journal, "poisonous");
        journal.note(push("ignored"), IgnoreReason.UNMATCHED);
        done(storage.usedProofs(() -> NOON).note("proof", NOON.plusSeconds(60)));
        storage.endpoints()
                .put(new StoredSecret(new Endpoint("github", "7", "acme/site", NOON, NOON, null), "s", null));
        storage.chat().putSetting("defaults.x", "one");
        storage.forges().claim("sha", 5, NOON);
    }

    private static void heirloom(Journal journal) {
        for (UnfinishedDelivery left : journal.claim(100)) {
            Hold hold = left.entry().hold();
            switch (left.entry().delivery().key().id()) {
                case "bad" -> {
                    done(journal.started(new Attempt(hold, 0, 2), new Start("token", NOON)));
                    done(journal.endedLast(
                            new Attempt(hold, 0, 2), exited(0), NOON, Duration.ofSeconds(1), DeliveryState.SUCCEEDED));
                }
                case "running" -> {
                    done(journal.markIsolated(hold));
                    done(journal.ended(new Attempt(hold, 0, 1), exited(1), NOON, Duration.ofSeconds(1)));
                    done(journal.finished(hold, DeliveryState.FAILED, NOON));
                }
                case "cancelled" -> {
                    done(journal.dropped(hold, 0, exited(1), NOON));
                    done(journal.finished(hold, DeliveryState.CANCELLED, NOON));
                }
                default -> done(journal.quarantine(hold, "why", NOON));
            }
        }
    }

    private static void lookBack(Storage storage) throws IOException {
        List<Object> answers = List.of(
                storage.history().page(HistoryFilter.ALL, OptionalLong.empty(), 10),
                storage.history().delivery(1),
                storage.history().size(),
                storage.history().recentRuns(HOOKS, 10),
                storage.history().apartQueues("chat"),
                storage.history().webhooks(),
                storage.history().entriesOf(push("good").key()),
                storage.figures().oldest(),
                storage.figures().names(),
                storage.figures().failing(HOOKS, NOON, 10),
                storage.figures().runs(HOOKS, NOON, NOON.plusSeconds(60), 10),
                storage.figures().histogram(HistoryFilter.ALL, NOON, NOON.plusSeconds(60), Duration.ofMinutes(1)),
                storage.endpoints().all(() -> {}),
                storage.chat().routes(),
                storage.rejections().all(),
                storage.cluster().orElseThrow().members(),
                storage.history().deleteOlderThan(NOON.minusSeconds(1), 10));
        if (answers.contains(Optional.empty())) {
            throw new IllegalStateException("nothing to look back on: " + answers);
        }
    }

    private static void beats(Storage storage) {
        Awaitility.await("each sees the other")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !storage.cluster().orElseThrow().members().isEmpty()
                        && storage.cluster().orElseThrow().isLeader());
    }
}
