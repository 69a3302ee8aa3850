package dev.jenvoy.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A control group whose processes can be frozen together, with all that they start: as a virtual machine is that its host does
 * not run. Works with both versions of control groups.
 */
public final class Freezer implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Duration TO_TAKE_EFFECT = Duration.ofSeconds(20);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path group;

    private Freezer(Path group) {
        this.group = group;
    }

    /** Makes an empty group; empty where this account may not. */
    public static Optional<Freezer> create() {
        Path first = GROUPS.resolve("freezer");
        Path parent = Files.isDirectory(first) ? first : GROUPS;
        Path group = parent.resolve("jenvoy-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            return Optional.empty();
        }
        Freezer freezer = new Freezer(group);
        if (Files.exists(freezer.switchFile()) && Files.isWritable(group.resolve("cgroup.procs"))) {
            return Optional.of(freezer);
        }
        freezer.close();
        return Optional.empty();
    }

    private boolean isFirstVersion() {
        return group.getParent().endsWith("freezer");
    }

    private Path switchFile() {
        return group.resolve(isFirstVersion() ? "freezer.state" : "cgroup.freeze");
    }

    /** Returns what to write before a command so that it becomes that command in this group. */
    public List<String> prefix() {
        return List.of(
                "/bin/sh",
                "-c",
                "echo $$ >\"$0\" && exec \"$@\"",
                group.resolve("cgroup.procs").toString());
    }

    /**
     * Stops all its processes where they are. Returns when they stand. If that fails, it lets all of them go on, because nobody
     * can end a process that is stopped.
     */
    public void freeze() {
        stop();
        try {
            Awaitility.await("all of the group stand still")
                    .atMost(TO_TAKE_EFFECT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(this::isFrozen);
        } catch (ConditionTimeoutException e) {
            thaw();
            throw e;
        }
    }

    private void stop() {
        write(isFirstVersion() ? "FROZEN" : "1");
    }

    private boolean isFrozen() throws IOException {
        boolean frozen = isFirstVersion()
                ? Files.readString(switchFile()).strip().equals("FROZEN")
                : Files.readString(group.resolve("cgroup.events")).contains("frozen 1");
        if (!frozen && isFirstVersion()) {
            // A task that could not be stopped keeps the group in the state FREEZING until somebody tries again (Linux,
            // admin-guide/cgroup-v1/freezer-subsystem).
            stop();
        }
        return frozen;
    }

    /** Lets them go on. */
    public void thaw() {
        write(isFirstVersion() ? "THAWED" : "0");
    }

    private void write(String word) {
        try {
            Files.writeString(switchFile(), word, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets its processes go on; the group is gone when they have ended. */
    @Override
    public void close() {
        if (Files.exists(switchFile())) {
            thaw();
        }
        Awaitility.await("the group is empty").atMost(TO_TAKE_EFFECT).until(() -> {
            try {
                return Files.deleteIfExists(group) || !Files.exists(group);
            } catch (IOException e) {
                return false;
            }
        });
    }
}
