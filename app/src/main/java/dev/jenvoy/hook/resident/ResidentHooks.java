package dev.jenvoy.hook.resident;

import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.process.survivors.Survivors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of resident hooks. A hook has at most as many as it is configured to have; they start when they are needed,
 * and end when they were idle for long, when the hook's file or environment changed, and when the server stops. Safe for use
 * by several threads.
 */
public final class ResidentHooks implements AutoCloseable {

    /** The variable that tells a hook that it is resident. */
    public static final String RESIDENT = "JENVOY_RESIDENT";

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final Path folder;
    private final Commands commands;
    private final ScheduledExecutorService timer;
    private final String tokenName;
    private final Map<String, CopyPool> pools = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param folder holds a folder for each process, under its token; created when it is needed
     * @param tokenName names the variable with the token
     * @param timer ends idle processes; may wait for them
     */
    public ResidentHooks(Path folder, String tokenName, Commands commands, ScheduledExecutorService timer) {
        this.folder = folder;
        this.tokenName = tokenName;
        this.commands = commands;
        this.timer = timer;
    }

    /** Finds and ends what is left of a run. */
    @FunctionalInterface
    public interface SurvivorsOfHook {
        /**
         * Blocks until its processes have ended.
         *
         * @param hook the name of the hook; empty if it is not known
         * @param token the token of its process
         */
        Survivors.Finding end(String hook, String token) throws InterruptedException;
    }

    /** Ends the processes that a dead server left, before a delivery of theirs is run again. Blocks until they have ended. */
    public void endSurvivors(SurvivorsOfHook survivors) throws IOException, InterruptedException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path own : left) {
                String token = String.valueOf(own.getFileName());
                Survivors.Finding finding = survivors.end(CopyFolder.hook(own), token);
                if (finding instanceof Survivors.Finding.Gone gone) {
                    if (gone.ended() > 0) {
                        LOG.warn("resident hook of a crashed server was ended processes={}", gone.ended());
                    }
                } else {
                    LOG.error("resident hook of a crashed server may still be running finding={}", finding);
                }
                CopyFolder.delete(own);
            }
        }
    }

    /**
     * Gives one delivery to a process of the hook, and blocks until it has answered or was ended. Blocks before that while
     * all of the hook's processes are busy, and while a hook that keeps dying has to wait.
     *
     * @throws IOException when there is no room for what a new process needs
     * @throws InterruptedException if this thread was interrupted; the process was killed
     */
    public CommandResult run(
            ResidentProgram program,
            ResidentRequest request,
            Limits limits,
            OutputListener listener,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        look();
        return pools.computeIfAbsent(
                        program.name(), name -> new CopyPool(name, new CopyMaker(folder, tokenName, commands)))
                .run(program, request, limits, listener, cancellation);
    }

    private void look() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            Future<?> unusedLooks = timer.scheduleWithFixedDelay(
                    this::endIdle, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void endIdle() {
        for (CopyPool pool : pools.values()) {
            try {
                pool.endIdle();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("idle hooks could not be ended", e);
            }
        }
    }

    /** Ends all processes. No delivery may be running. Blocks until they have ended, a grace period at most for each. */
    @Override
    public void close() {
        List<CopyPool> all = List.copyOf(pools.values());
        all.forEach(CopyPool::hangUp);
        all.forEach(CopyPool::close);
    }
}
