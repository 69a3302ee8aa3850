import dev.jenvoy.journal.Hold;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Days of deliveries at a steady rate, recorded as fast as the machine can: the clock is told. As in a server, what is older than the
 * retention is deleted once in each told minute. Usage: JournalAge FOLDER FILE HOURS RATE RETENTION; FILE is the payload, RETENTION is
 * in hours. Writes a line "HOUR BYTES MILLISECONDS" at the end of each told hour: the size of the data folder, and the median time of
 * an acceptance with its end by one caller alone.
 */
final class JournalAge {

    private static final int CALLERS = 64;
    private static final int ALONE = 400;
    private static final int STEP = 200;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile boolean crowd;

    private JournalAge() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        byte[] body = Files.readAllBytes(Path.of(args[1]));
        new JournalAge()
                .run(
                        folder,
                        body,
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Duration.ofHours(Integer.parseInt(args[4])));
    }

    private void run(Path folder, byte[] body, int hours, int rate, Duration retention) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (DataFolder data = DataFolder.own(folder);
                Storage storage = SqliteStorage.open(data)) {
            storage.gatherIn(() -> crowd);
            RecordedDeliveries deliveries = new RecordedDeliveries(storage.journal(), body, () -> now);
            for (int hour = 1; hour <= hours; hour++) {
                crowd = true;
                for (int minute = 0; minute < 60; minute++) {
                    now = now.plusSeconds(60);
                    many(callers, deliveries, rate * 60);
                    Instant oldest = now.minus(retention);
                    while (storage.history().deleteOlderThan(oldest, STEP) > 0) {}
                }
                crowd = false;
                System.out.printf("%d %d %.4f%n", hour, bytes(folder), alone(deliveries));
            }
        } finally {
            callers.shutdown();
        }
    }

    private static void many(ExecutorService callers, RecordedDeliveries deliveries, int count) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String branch = "branch-" + caller;
            all.add(callers.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    one(deliveries, branch);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    private static void one(RecordedDeliveries deliveries, String branch) {
        Hold hold = deliveries.append(branch, Optional.of(deliveries.start()));
        deliveries.end(hold);
    }

    private static double alone(RecordedDeliveries deliveries) {
        double[] took = new double[ALONE];
        for (int at = 0; at < ALONE; at++) {
            long began = System.nanoTime();
            one(deliveries, "main");
            took[at] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(took);
        return took[ALONE / 2];
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
