import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.postgres.ClusterOptions;
import dev.jenvoy.journal.Hold;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
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

    private final RecordedDeliveries deliveries;
    private final int callers;
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean isOver;

    private JournalRate(RecordedDeliveries deliveries, int callers) {
        this.deliveries = deliveries;
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
            JournalRate rate = new JournalRate(
                    new RecordedDeliveries(storage.journal(), body, InstantSource.system()), Integer.parseInt(args[4]));
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
            end(deliveries.append(branch, Optional.of(deliveries.start())));
        }
        return null;
    }

    private Void accepting(BlockingQueue<Hold> waiting) throws InterruptedException {
        while (!isOver) {
            Hold hold = deliveries.append("main", Optional.empty());
            waiting.put(hold);
        }
        return null;
    }

    /** Until no more come: what was accepted must end. */
    private Void oneAfterTheOther(BlockingQueue<Hold> waiting) throws InterruptedException {
        while (true) {
            Hold hold = waiting.poll(1, TimeUnit.SECONDS);
            if (hold != null) {
                deliveries.begin(hold);
                end(hold);
            } else if (isOver) {
                return null;
            }
        }
    }

    private void end(Hold hold) {
        deliveries.end(hold);
        ended.incrementAndGet();
    }
}
