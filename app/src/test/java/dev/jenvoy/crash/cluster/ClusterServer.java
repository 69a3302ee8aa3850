package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.machine.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server with a folder and a machine of its own. */
final class ClusterServer implements AutoCloseable {

    private final String name;
    private final Path folder;
    private final List<String> options;
    private final ClusterMachine machine;
    private List<String> clock = List.of();
    private @Nullable ServerProcess process;
    private final List<String> said = new ArrayList<>();

    /** @param folder with its {@code config.json} and its {@code data} */
    ClusterServer(String name, Path folder, List<String> options, ClusterMachine machine) {
        this.name = name;
        this.folder = folder;
        this.options = List.copyOf(options);
        this.machine = machine;
    }

    String name() {
        return name;
    }

    ClusterMachine machine() {
        return machine;
    }

    /** Starts it, and returns at once. */
    synchronized void start() throws IOException {
        if (process == null || !process.lives()) {
            remember();
            List<String> prefix = new ArrayList<>(machine.prefix());
            prefix.addAll(clock);
            process = ServerProcess.startUnder(prefix, folder.resolve("config.json"), options, "-Xmx192m");
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
        clock = FakeClock.prefix(offset);
    }

    /** Returns the port that takes deliveries, if it takes some now. */
    synchronized int port() {
        int port = process != null && process.lives() && !options.contains("--worker") ? process.portNow() : 0;
        return port == 0 ? 0 : machine.reach(port);
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

    /** Returns the number that its present process, or its last one, has among the servers. */
    long number() throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve("data/server")).strip().split(" ")[0]);
    }

    void kill() throws InterruptedException {
        process().kill();
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
        machine.close();
    }
}
