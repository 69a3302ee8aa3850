package dev.jenvoy.hook;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the hooks of a delivery in folders small and large. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NameIndexBenchmark {

    /** Hooks in the folder. */
    @Param({"10", "10000"})
    public int hooks;

    private Path root = Path.of("");
    // A folder counts as settled when it is two seconds old; this clock spares the wait.
    private final InstantSource later = InstantSource.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    private final HookFolder folder = new HookFolder(later);
    private final HookSelector subject = HookSelector.of(Facts.of(new Event("push")), false);

    @Setup
    public void fill() throws IOException {
        root = Files.createTempDirectory("jenvoy-benchmark");
        hook("push");
        for (int number = 1; number < hooks; number++) {
            hook("push-repository" + number);
        }
        Files.setLastModifiedTime(root, FileTime.fromMillis(0));
    }

    private void hook(String name) throws IOException {
        Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @TearDown
    public void remove() throws IOException {
        try (var files = Files.list(root)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(root);
    }

    @Benchmark
    public Object find() {
        return folder.find(root, subject, ChildRule.DELIMITED);
    }
}
