package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.postgres.BadNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One machine: a server with a folder of its own, and its ways to the database. */
final class ClusterServer implements AutoCloseable {

    private final String name;
    private final Path config;
    private final List<String> options;
    private final List<BadNetwork> ways;
    private List<String> clock = List.of();
    private @Nullable ServerProcess process;
    private final List<String> said = new ArrayList<>();

    ClusterServer(String name, Path config, List<String> options, List<BadNetwork> ways) {
        this.name = name;
        this.config = config;
        this.options = List.copyOf(options);
        this.ways = List.copyOf(ways);
    }

    String name() {
        return name;
    }

    /** Starts it, and returns at once. */
    synchronized void start() throws IOException {
        if (process == null || !process.lives()) {
            remember();
            process = ServerProcess.startUnder(clock, config, options, "-Xmx192m");
        }
    }

    private void remember() {
        if (process != null) {
            said.addAll(process.output());
        }
    }

    /**
     * Gives its next start a clock that is wrong.
     *
     * @param offset such as {@code +10m}; empty: the right clock
     */
    void setClock(String offset) {
        // Only the time of day is wrong: no machine's time runs backwards. The program faketime would not become the
        // server.
        clock = offset.isEmpty()
                ? List.of()
                : List.of("env", "LD_PRELOAD=" + faketime(), "FAKETIME=" + offset, "DONT_FAKE_MONOTONIC=1");
    }

    /** Finds the library that gives programs another clock. */
    static Path faketime() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port that takes deliveries, if it takes some now. */
    synchronized int port() {
        return process != null && process.lives() && !options.contains("--worker") ? process.portNow() : 0;
    }

    synchronized ServerProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    synchronized boolean lives() {
        return process != null && process.lives();
    }

    /** Returns whether its present process takes part. */
    synchronized boolean hasCome() {
        return lives() && process().output().stream().anyMatch(line -> line.contains("admin listening"));
    }

    void kill() throws InterruptedException {
        process().kill();
    }

    /** Lets no bytes through to the database, without a sign of it. */
    void silence() {
        ways.forEach(BadNetwork::silence);
    }

    void speak() {
        ways.forEach(BadNetwork::speak);
    }

    /** Breaks all its connections to the database; new ones are taken. */
    void breakConnections() {
        ways.forEach(BadNetwork::resetAll);
    }

    /** Returns what all its processes said. */
    synchronized List<String> output() {
        List<String> all = new ArrayList<>(said);
        if (process != null) {
            all.addAll(process.output());
        }
        return all;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
        ways.forEach(BadNetwork::close);
    }
}
