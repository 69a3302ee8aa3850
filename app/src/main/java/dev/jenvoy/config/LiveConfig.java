package dev.jenvoy.config;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force, followed through every change of its files. What is asked of it:
 *
 * <ul>
 *   <li>{@link #get()} sees every change that was complete before it was called, unless the reading of the files takes longer
 *       than {@link #PATIENCE_MILLIS}; then it gives the last good one.
 *   <li>Changed files are read by a thread of their own: expressions in them may take a second, and who asks may serve
 *       connections.
 *   <li>A missing, broken or half-written file changes nothing.
 *   <li>The last secret and the admin token may be exchanged but not removed, and the places where the server listens
 *       and keeps its data do not change: that takes a restart. Everything else in the same change takes effect.
 *   <li>Quiet files cost one stat each, and no lock.
 * </ul>
 */
public final class LiveConfig implements Supplier<Config> {
    private static final Logger log = LoggerFactory.getLogger("jenvoy.config");

    /** How long a caller waits for the thread that is reading the files. */
    static final long PATIENCE_MILLIS = 500;

    private final ConfigFile file;
    private final Clock clock;
    private final Consumer<Config> onChange;
    private final FileReader files;

    /** Fair, so that no request is overtaken again and again in the two seconds after a change. */
    private final ReentrantLock reading = new ReentrantLock(true);

    /** When the last look at the files began; kept by who holds the lock. */
    private long lookedAt = System.nanoTime();

    /** The reading of a change; kept by who holds the lock. */
    private CompletableFuture<Void> change = CompletableFuture.completedFuture(null);

    private volatile State state;

    private volatile Consumer<List<String>> changes = keys -> {};

    /** What is in force and since when, the keys that its file names, what is wrong, and the files that this was read from. */
    private record State(Config config, Set<String> named, List<Problem> problems, FileSnapshot watch, Instant since) {}

    /**
     * Follows {@code file} from {@code started} on; what has changed since that was loaded is seen by the first
     * {@link #get()}.
     *
     * @param onChange receives each new configuration in force, by the thread that read it, while callers of {@link #get()} wait:
     *     keep it short
     */
    public LiveConfig(ConfigFile file, LoadResult.Loaded started, Clock clock, Consumer<Config> onChange) {
        this.file = file;
        this.files = file.reader();
        this.clock = clock;
        this.onChange = onChange;
        // Their content is known: as long as it is the same, nothing is parsed and compared again (26 ms of a start).
        FileSnapshot watch = FileSnapshot.unsettled(file.filesOf(started));
        this.state = new State(started.config(), file.namesOf(started), started.warnings(), watch, clock.instant());
    }

    /**
     * Hears of each change that takes effect from now on: the keys whose values differ. Called as {@code onChange} is; there
     * is one listener at a time.
     */
    public void watch(Consumer<List<String>> changedKeys) {
        changes = changedKeys;
    }

    /** The configuration in force. */
    @Override
    public Config get() {
        State seen = state;
        if (seen.watch().isQuiet(files)) {
            return seen.config();
        }
        long asked = System.nanoTime();
        try {
            if (!reading.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return state.config();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return state.config();
        }
        try {
            // Another thread's look that began after this call did is as good as one of our own.
            if (lookedAt - asked < 0) {
                lookedAt = System.nanoTime();
                refresh();
            }
            return state.config();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return state.config();
        } finally {
            reading.unlock();
        }
    }

    /**
     * The configuration as the last {@link #get()} of any thread found it: for those who come after one that belongs to the
     * same request. A look costs 0.01 ms, and one of those that are saved was taken under a lock.
     */
    public Config inForce() {
        return state.config();
    }

    /** What is wrong with the files now, warnings included; in the order of the file. */
    public List<Problem> problems() {
        get();
        return state.problems();
    }

    /** Since when the configuration in force has been so. */
    public Instant since() {
        get();
        return state.since();
    }

    /** The keys that the file of the configuration in force names, at its top level. */
    public Set<String> named() {
        get();
        return state.named();
    }

    /** The values that the command line gives, in place of the file's. */
    public List<GivenValue> given() {
        return file.given();
    }

    /** The file that is followed. */
    public Path path() {
        return file.path();
    }

    /** Whether the files as they are now could not be used, so that an older configuration is in force. */
    public boolean isBroken() {
        return problems().stream().anyMatch(Problem::isError);
    }

    private void refresh() throws InterruptedException {
        if (!isOver(change)) {
            return;
        }
        State old = state;
        if (old.watch().isQuiet(files)) {
            return;
        }
        long now = clock.millis();
        FileSnapshot again = old.watch().look(files, now);
        if (again.sameContentAs(old.watch())) {
            state = new State(old.config(), old.named(), old.problems(), again, old.since());
            return;
        }
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        replace(old, now);
                        begun.complete(null);
                    } catch (RuntimeException | Error e) {
                        begun.completeExceptionally(e);
                    }
                },
                "configuration");
        reader.setDaemon(true);
        reader.start();
        // Only now: without a thread it would never end, and the next request is to try again.
        change = begun;
        boolean unusedOver = isOver(begun);
    }

    /** Waits for the reading of a change; returns whether it is over. A fault in it is the caller's, once. */
    private boolean isOver(CompletableFuture<Void> reading) throws InterruptedException {
        try {
            reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            change = CompletableFuture.completedFuture(null);
            throw new IllegalStateException("the configuration could not be read", e.getCause());
        }
    }

    private void replace(State old, long now) {
        ReadConfig reading = file.read(files);
        FileSnapshot watch = FileSnapshot.of(reading.files(), now);
        State next = reading.result() instanceof LoadResult.Loaded loaded
                ? replaced(old, loaded, reading, watch)
                : new State(old.config(), old.named(), reading.result().problems(), watch, old.since());
        state = next;
        tell(old, next);
    }

    private State replaced(State old, LoadResult.Loaded loaded, ReadConfig reading, FileSnapshot watch) {
        LiveUpdate handover = LiveUpdate.of(old.config(), loaded, reading);
        boolean same = handover.config().equals(old.config());
        return new State(
                handover.config(),
                reading.positions().keySet(),
                handover.problems(),
                watch,
                same ? old.since() : clock.instant());
    }

    private void tell(State old, State next) {
        boolean wasBroken = old.problems().stream().anyMatch(Problem::isError);
        boolean isBroken = next.problems().stream().anyMatch(Problem::isError);
        if (!next.problems().equals(old.problems())) {
            for (Problem problem : next.problems()) {
                if (problem.isError()) {
                    log.error(
                            "configuration not used, the last good one stays in force file={} problem=\"{}\"",
                            file.path(),
                            problem.describe());
                } else {
                    log.warn("warning about the configuration file={} problem=\"{}\"", file.path(), problem.describe());
                }
            }
        }
        if (wasBroken && !isBroken) {
            log.info("configuration is good again file={}", file.path());
        }
        if (!next.config().equals(old.config())) {
            List<String> keys = old.config().changedKeys(next.config());
            log.info("configuration changed file={} keys={}", file.path(), keys);
            try {
                onChange.accept(next.config());
                changes.accept(keys);
            } catch (RuntimeException e) {
                log.error("a listener to configuration changes failed", e);
            }
        }
    }
}
