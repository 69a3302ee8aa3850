import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.postgres.ClusterOptions;
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
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.storage.postgres.PostgresStorage;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The journal alone, as one server uses it, without HTTP and without hooks: each delivery of an ordered action is accepted, and its end
 * recorded. Usage: JournalRate URL USER FOLDER FILE CALLERS; FILE is the payload. Then reads lines "spread SECONDS" (each caller
 * has a reference of its own) and "hot SECONDS" (all have the same one, whose deliveries start one after the other), and
 * answers each with the deliveries a second.
 */
final class JournalRate {

    private static final Planned ACTION = new Planned("hook", "push", Policy.DEFAULT);
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "User-Agent", "GitHub-Hookshot/bench", "X-GitHub-Event", "push");

    private final Journal journal;
    private final byte[] body;
    private final int callers;
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean isOver;

    private JournalRate(Journal journal, byte[] body, int callers) {
        this.journal = journal;
        this.body = body;
        this.callers = callers;
    }

    public static void main(String[] args) throws Exception {
        PostgresConnections connections =
                new PostgresConnections(new PostgresOptions(args[0], args[1], null, PostgresOptions.SCHEMA));
        ClusterOptions cluster = new ClusterOptions(
                "bench",
                "bench",
                ServerRole.ALL,
                DatabaseTables.SCHEMA.version(),
                "bench",
                JournalOptions.LEASE,
                () -> Duration.ofSeconds(5));
        Path folder = Files.createDirectories(Path.of(args[2]));
        try (Storage storage =
                PostgresStorage.open(connections, cluster, JournalOptions.Replicated.NO, folder, () -> {})) {
            // As with many hooks that run.
            storage.gatherIn(() -> true);
            storage.journal().takeUpTo(() -> Integer.MAX_VALUE);
            byte[] body = Files.readAllBytes(Path.of(args[3]));
            JournalRate rate = new JournalRate(storage.journal(), body, Integer.parseInt(args[4]));
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                System.out.println(rate.measured(words[0].equals("hot"), Double.parseDouble(words[1])));
            }
        }
    }

    private double measured(boolean isHot, double seconds) throws Exception {
        isOver = false;
        ended.set(0);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Void>> all = new ArrayList<>();
        long began = System.nanoTime();
        if (isHot) {
            BlockingQueue<Hold> waiting = new LinkedBlockingQueue<>(callers);
            all.add(threads.submit((Callable<Void>) () -> oneAfterTheOther(waiting)));
            for (int caller = 0; caller < callers; caller++) {
                all.add(threads.submit((Callable<Void>) () -> accepting(waiting)));
            }
        } else {
            for (int caller = 0; caller < callers; caller++) {
                String branch = "branch-" + caller;
                all.add(threads.submit((Callable<Void>) () -> acceptingAndEnding(branch)));
            }
        }
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1e3));
        long done = ended.get();
        double took = (System.nanoTime() - began) / 1e9;
        isOver = true;
        for (Future<Void> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        return done / took;
    }

    private Void acceptingAndEnding(String branch) {
        while (!isOver) {
            end(append(branch, Optional.of(start())));
        }
        return null;
    }

    private Void accepting(BlockingQueue<Hold> waiting) throws InterruptedException {
        while (!isOver) {
            Hold hold = append("main", Optional.empty());
            waiting.put(hold);
        }
        return null;
    }

    /** Until no more come: what was accepted must end. */
    private Void oneAfterTheOther(BlockingQueue<Hold> waiting) throws InterruptedException {
        while (true) {
            Hold hold = waiting.poll(1, TimeUnit.SECONDS);
            if (hold != null) {
                kept(journal.started(new Attempt(hold, 0, 1), start()));
                end(hold);
            } else if (isOver) {
                return null;
            }
        }
    }

    private Hold append(String branch, Optional<Start> start) {
        Facts facts = Facts.about(new Event("push"))
                .owner(new Owner("bench"))
                .repository(new Repository("site"))
                .branch(new RefName(branch))
                .ref("refs/heads/" + branch)
                .build();
        Delivery delivery = new Delivery(
                new DeliveryKey("github", "1", UUID.randomUUID().toString()),
                facts,
                Payload.of(body),
                PayloadDigest.of(body),
                Instant.now());
        Appended appended = journal.append(delivery, new StoredRequest(HEADERS), List.of(ACTION), start)
                .toCompletableFuture()
                .join();
        if (appended instanceof Appended.Accepted accepted) {
            return accepted.entry().hold();
        }
        throw new IllegalStateException("not accepted: " + appended);
    }

    private static Start start() {
        return new Start(UUID.randomUUID().toString(), Instant.now());
    }

    private void end(Hold hold) {
        kept(journal.endedLast(
                new Attempt(hold, 0, 1),
                new Outcome(Ending.EXITED, 0, "deployed\n", "", false, null),
                Instant.now(),
                Duration.ofMillis(1),
                DeliveryState.SUCCEEDED));
        ended.incrementAndGet();
    }

    private static void kept(CompletionStage<Journal.Ownership> stage) {
        Journal.Ownership ownership = stage.toCompletableFuture().join();
        if (ownership != Journal.Ownership.KEPT) {
            throw new IllegalStateException("another server has it: " + ownership);
        }
    }
}
