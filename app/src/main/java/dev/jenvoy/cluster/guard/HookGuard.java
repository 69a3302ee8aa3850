package dev.jenvoy.cluster.guard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell beside the server that outlives it: when the server has died, or has stood still for its lease, it ends the process groups of
 * the runs in {@link RunSlots}: SIGTERM, and SIGKILL when their time to end is over. It recognises them by the random token in their
 * environment.
 *
 * <p>Limits: without {@code /proc} it finds nothing. Processes of other accounts are out of its reach unless the server is root. What
 * runs as a service of a container or of systemd usually ends with the server anyway.
 */
public final class HookGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final RunSlots slots;
    private final Path residents;
    private final Duration lease;
    private final Supplier<Duration> killGrace;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hook-guard");
        thread.setDaemon(true);
        return thread;
    });

    @GuardedBy("this")
    private @Nullable Process shell;

    private HookGuard(RunSlots slots, Path residents, Duration lease, Supplier<Duration> killGrace) {
        this.slots = slots;
        this.residents = residents;
        this.lease = lease;
        this.killGrace = killGrace;
    }

    /**
     * Starts it. It watches until it is closed or the server ends.
     *
     * @param residents a folder with a folder for each process that stays, named by its token; it need not exist
     * @param killGrace the longest time that a run gets to end
     */
    public static HookGuard start(RunSlots slots, Path residents, Duration lease, Supplier<Duration> killGrace)
            throws IOException {
        HookGuard guard = new HookGuard(slots, residents, lease, killGrace);
        guard.launch();
        var unused =
                guard.beats.scheduleWithFixedDelay(guard::beat, BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
        return guard;
    }

    private void beat() {
        slots.beat(lease, killGrace.get());
        try {
            revive();
        } catch (IOException e) {
            LOG.error("the guard of hooks cannot be started: what a dead server runs goes on", e);
        }
    }

    private synchronized void revive() throws IOException {
        if (shell != null && !shell.isAlive()) {
            LOG.warn("the guard of hooks has ended and is started again exit={}", shell.exitValue());
            launch();
        }
    }

    private synchronized void launch() throws IOException {
        List<String> command = new ArrayList<>();
        // In a session of its own it survives what ends the server's session.
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .ifPresent(command::add);
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                script(),
                "jenvoy-guard",
                slots.file().toAbsolutePath().toString(),
                residents.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        shell = builder.start();
    }

    private static String script() {
        try (InputStream resource = HookGuard.class.getResourceAsStream("guard.sh")) {
            if (resource == null) {
                throw new IllegalStateException("guard.sh is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the process id of the shell. */
    synchronized long pid() {
        return shell == null ? 0 : shell.pid();
    }

    /** Lets it end within about a second. To be called after the last run: it ends those that are under way. */
    @Override
    public void close() {
        beats.shutdownNow();
        synchronized (this) {
            if (shell != null) {
                try {
                    shell.getOutputStream().close();
                } catch (IOException e) {
                    LOG.debug("the guard of hooks has ended already", e);
                }
                shell = null;
            }
        }
    }
}
