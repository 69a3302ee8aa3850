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
 * The time by which things are deleted and forgotten. It follows the wall clock as long as that goes as fast as the
 * machine's counter does, which nobody sets. Where the wall clock has jumped ahead, it goes on as before until the new
 * time has stood for {@link #TRUSTED_AFTER}: what is deleted for a wrong time is gone for good, what is deleted a day
 * late is not. Never later than the wall clock: a clock that was set back is followed at once. A machine that slept looks
 * like one whose clock jumped. Safe for use by several threads.
 */
final class SteadyClock implements InstantSource {

    /** How far the wall clock may run ahead before that counts as a jump; time servers adjust by less. */
    static final Duration JUMP = Duration.ofMinutes(5);

    /** How long a time has to stand before it is believed. */
    static final Duration TRUSTED_AFTER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    private @Nullable Jump jump;

    private record Jump(Duration ahead, long since) {}

    /** @param nanos a counter as {@link System#nanoTime} */
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
                LOG.warn("the clock is back where it was, things are deleted by it again");
            }
            return follow(shown, now);
        }
        Jump before = jump;
        if (before == null || ahead.minus(before.ahead).abs().compareTo(JUMP) > 0) {
            jump = new Jump(ahead, now);
            LOG.warn(
                    "the clock jumped ahead, nothing is deleted by the new time until it has stood for a while"
                            + " ahead={} until_trusted={}",
                    ahead.truncatedTo(ChronoUnit.SECONDS),
                    TRUSTED_AFTER);
        } else if (now - before.since >= TRUSTED_AFTER.toNanos()) {
            LOG.warn(
                    "the clock is trusted again, things are deleted by it ahead={}",
                    before.ahead.truncatedTo(ChronoUnit.SECONDS));
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
