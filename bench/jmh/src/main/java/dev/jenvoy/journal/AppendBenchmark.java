package dev.jenvoy.journal;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Making a delivery of 8 KB durable, alone and with others that share the sync. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway") // What is set up is there for each benchmark.
public class AppendBenchmark {

    private final byte[] body = new byte[8192];
    private Path folder = Path.of("");
    private DataFolder data;
    private Storage storage;
    private Journal journal;

    @Setup
    public void open() throws Exception {
        folder = Files.createTempDirectory("jenvoy-benchmark");
        data = DataFolder.own(folder);
        storage = SqliteStorage.open(data);
        journal = storage.journal();
    }

    @TearDown
    public void close() throws IOException {
        storage.close();
        data.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public Appended alone() {
        return append();
    }

    @Benchmark
    @Threads(8)
    public Appended eightAtOnce() {
        return append();
    }

    private Appended append() {
        String id = UUID.randomUUID().toString();
        Delivery delivery = new Delivery(
                new DeliveryKey("github", "1", id),
                Facts.of(new Event("push")),
                Payload.of(body),
                PayloadDigest.known("0".repeat(64)),
                Instant.now());
        Planned hook = new Planned("hook", "push", Policy.DEFAULT);
        return journal.append(delivery, Map.of(), List.of(hook))
                .toCompletableFuture()
                .join();
    }
}
