package dev.jenvoy.app.cluster;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.guard.HookGuard;
import dev.jenvoy.cluster.guard.RunSlots;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.hook.run.SharedRuns;
import dev.jenvoy.process.survivors.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of hooks of a server among several: they know its number, and a guard ends them when the server dies or freezes, before
 * another one runs them again.
 */
public final class GuardedRuns implements SharedRuns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    /** Holds a folder for each resident process, named by its token. */
    private static final String RESIDENTS = "residents";

    private final Cluster cluster;
    private final RunSlots slots;
    private final HookGuard guard;

    private GuardedRuns(Cluster cluster, RunSlots slots, HookGuard guard) {
        this.cluster = cluster;
        this.slots = slots;
        this.guard = guard;
    }

    /**
     * Starts a guard.
     *
     * @param folder the data folder, which this server owns
     * @param lease after which without a sign of life the guard ends what runs
     * @param killGrace the longest time that a hook gets to end
     */
    public static GuardedRuns start(Cluster cluster, Path folder, Duration lease, Supplier<Duration> killGrace)
            throws IOException {
        RunSlots slots = RunSlots.open(folder, lease, killGrace.get());
        return new GuardedRuns(cluster, slots, HookGuard.start(slots, folder.resolve(RESIDENTS), lease, killGrace));
    }

    /**
     * Ends what the last server on this folder left running, if its guard has not. To be called before its deliveries are free for
     * others. Blocks.
     *
     * @param killGrace how long a hook gets to end, if that server knew of no longer time
     */
    public static void endOrphans(Path folder, Duration killGrace) {
        Survivors survivors = Survivors.forThisMachine();
        try {
            RunSlots.Left left = RunSlots.left(folder);
            List<String> tokens = new ArrayList<>(left.tokens());
            Duration grace = Collections.max(List.of(left.killGrace(), killGrace));
            tokens.addAll(residents(folder.resolve(RESIDENTS)));
            // Side by side, because each may take its whole grace.
            List<Thread> ending = tokens.stream()
                    .map(token -> new Thread(() -> end(survivors, token, grace), "orphans"))
                    .toList();
            ending.forEach(Thread::start);
            for (Thread thread : ending) {
                thread.join();
            }
        } catch (IOException e) {
            LOG.error("it is not known which hooks a dead server left running", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Survivors survivors, String token, Duration killGrace) {
        try {
            Survivors.Finding finding = survivors.end(HookEnvironment.RUN, token, killGrace);
            if (!finding.equals(new Survivors.Finding.Gone(0))) {
                LOG.warn("hook of a dead server was looked for finding={}", finding);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("a hook that a dead server left running cannot be ended", e);
        }
    }

    private static List<String> residents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(own -> String.valueOf(own.getFileName())).toList();
        }
    }

    @Override
    public Optional<Integer> server() {
        return Optional.of(cluster.number());
    }

    @Override
    public void begins(String token) {
        slots.begins(token);
    }

    @Override
    public void ended(String token) {
        slots.ended(token);
    }

    /** Lets the guard end. To be called when no hook runs any more. */
    @Override
    public void close() {
        guard.close();
        slots.close();
    }
}
