package dev.jenvoy.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the time for deleting and forgetting. Follows the wall clock while it advances like the machine's monotonic
 * counter. If the wall clock jumps ahead, continues as before until the new time has lasted for {@link #TRUSTED_AFTER},
 * because a deletion by a wrong time cannot be undone, while a deletion a day late does no harm. Is never later than
 * the wall clock, so it follows a clock that was set back at once. A suspended machine looks like a clock that jumped.
 * Safe for use by several threads.
 */
final class SteadyClock implements InstantSource {

    /** How far the wall clock may run ahead before that counts as a jump. Time servers adjust by less. */
    static final Duration JUMP = Duration.ofMinutes(5);

    /** How long a new time must last before it is trusted. */
    static final Duration TRUSTED_AFTER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    private @Nullable Jump jump;

    private record Jump(Duration ahead, long since) {}

    /** @param nanos a clock like {@link System#nanoTime} */
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.base = wall.instant();
        this.baseNanos = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        Instant shown = wall.instant();
        long now = nanos.getAsLong();
        Instant steady = base.plusNanos(now - baseNanos);
        Duration ahead = Duration.between(steady, shown);
        if (ahead.compareTo(JUMP) <= 0) {
            if (jump != null) {
                LOG.warn("the clock is back at its earlier time and is trusted again");
            }
            return follow(shown, now);
        }
        Jump before = jump;
        if (before == null || ahead.minus(before.ahead).abs().compareTo(JUMP) > 0) {
            jump = new Jump(ahead, now);
            LOG.warn(
                    "the clock jumped ahead, nothing is deleted by the new time until it is trusted"
                            + " ahead={} until_trusted={}",
                    ahead.truncatedTo(ChronoUnit.SECONDS),
                    TRUSTED_AFTER);
        } else if (now - before.since >= TRUSTED_AFTER.toNanos()) {
            LOG.warn("the new time of the clock is trusted now ahead={}", before.ahead.truncatedTo(ChronoUnit.SECONDS));
            return follow(shown, now);
        }
        return steady;
    }

    private Instant follow(Instant shown, long now) {
        base = shown;
        baseNanos = now;
        jump = null;
        return shown;
    }
}
