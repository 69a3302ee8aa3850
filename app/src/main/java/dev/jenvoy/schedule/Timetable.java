package dev.jenvoy.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs hooks at their times. Of several times that passed, the last one runs, once. Wakes when the next one is due; {@link
 * #follow} sees other schedules, and a clock that was set. Safe for use by several threads.
 */
public final class Timetable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.schedule");

    /** A time that passed longer ago was missed. */
    private static final Duration MISSED = Duration.ofMinutes(1);

    private final Supplier<List<ScheduledHook>> hooks;
    private final Runs runs;
    private final SeenTimes seen;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Set<String> beginning = new HashSet<>();
    private @Nullable Future<?> wake;

    /** Accepts runs. */
    @CheckReturnValue
    public interface Runs {

        /**
         * Has a hook run for this time, unless it already did.
         *
         * @return whether that is settled; if not, it is asked for again later
         */
        CompletionStage<Boolean> begin(String hook, Instant time);
    }

    /**
     * @param hooks those that have a schedule now; may read the disk
     * @param file keeps until when schedules were seen to
     * @param timer runs what is due, and may wait for the disk
     */
    public Timetable(
            Supplier<List<ScheduledHook>> hooks,
            Runs runs,
            Path file,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.hooks = hooks;
        this.runs = runs;
        this.seen = new SeenTimes(file);
        this.timer = timer;
        this.clock = clock;
    }

    /** Begins what is due, and wakes for what is due next. Reads the disk. */
    public synchronized void follow() {
        List<ScheduledHook> all = hooks.get();
        seen.keep(all.stream().map(ScheduledHook::name).toList());
        Instant now = clock.instant();
        Optional<Instant> next = all.stream()
                .filter(hook -> !beginning.contains(hook.name()))
                .map(hook -> next(hook, now))
                .min(Instant::compareTo);
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
        next.filter(due -> due.isAfter(now)).ifPresent(due -> wakeAt(Duration.between(now, due)));
    }

    /**
     * Goes on from another server, which saw to the schedules until a moment ago: times since then are not missed. What both
     * have run runs once, because its key is the same.
     */
    public synchronized void goOnSince(Instant moment) {
        for (ScheduledHook hook : hooks.get()) {
            String schedule = hook.schedule().text();
            if (seen.until(hook.name(), schedule).isEmpty()) {
                seen.put(hook.name(), schedule, moment);
            }
        }
    }

    /** Begins nothing until {@link #follow} is called again. */
    public synchronized void rest() {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
    }

    private void wakeAt(Duration in) {
        try {
            wake = timer.schedule(this::follow, in.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("no hook runs by time any more, the server stops");
        }
    }

    /** Begins a hook that is due; returns its next time. */
    private Instant next(ScheduledHook hook, Instant now) {
        String schedule = hook.schedule().text();
        Instant until = seen.until(hook.name(), schedule).orElse(now);
        if (until.isAfter(now)) {
            // The clock was set back. A time that comes again has the key of its first run.
            until = now;
        }
        seen.put(hook.name(), schedule, until);
        Optional<Instant> due = hook.schedule().last(until, now);
        if (due.isEmpty()) {
            return hook.schedule().next(until);
        }
        if (!hook.catchesUp() && due.get().isBefore(now.minus(MISSED))) {
            LOG.info("missed time of a hook is left out hook={} time={}", hook.name(), due.get());
            seen.put(hook.name(), schedule, now);
            return hook.schedule().next(now);
        }
        begin(hook, due.get());
        return hook.schedule().next(due.get());
    }

    private void begin(ScheduledHook hook, Instant due) {
        beginning.add(hook.name());
        CompletionStage<Boolean> settled = runs.begin(hook.name(), due);
        // On a thread of the timer: this may be one that records, and the lock may be held.
        settled.whenComplete((done, failure) -> {
            try {
                timer.execute(() -> began(hook, due, failure == null && done));
            } catch (RejectedExecutionException e) {
                LOG.debug("the next start sees whether a hook has begun hook={} time={}", hook.name(), due);
            }
        });
    }

    private synchronized void began(ScheduledHook hook, Instant due, boolean done) {
        beginning.remove(hook.name());
        if (done) {
            seen.put(hook.name(), hook.schedule().text(), due);
            follow();
        }
        // Otherwise the next look at the schedules asks again.
    }
}
