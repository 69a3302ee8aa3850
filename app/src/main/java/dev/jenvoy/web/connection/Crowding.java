package dev.jenvoy.web.connection;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers that requests were turned away for lack of room, and says so: in the log once a minute while it goes on, and to
 * those who ask for a minute after the last one. Safe for use by several threads.
 */
public final class Crowding {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** What there was no room for. */
    public enum Cause {
        CONNECTIONS("connections"),
        BODIES("bodies under way");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    private record Moment(long nanos, Cause cause) {}

    private final LongSupplier nanos;
    private final AtomicReference<Optional<Moment>> last = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Moment>> logged = new AtomicReference<>(Optional.empty());
    private final AtomicLong times = new AtomicLong();

    /** @param nanos a clock as {@link System#nanoTime} */
    public Crowding(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** So many connections or requests were given up for this cause. */
    public void turnedAway(Cause cause, int count) {
        Moment now = new Moment(nanos.getAsLong(), cause);
        times.addAndGet(count);
        last.set(Optional.of(now));
        Optional<Moment> before = logged.get();
        if (before.filter(then -> now.nanos() - then.nanos() < MINUTE).isEmpty()
                && logged.compareAndSet(before, Optional.of(now))) {
            LOG.warn("requests turned away for lack of room cause=\"{}\" since_start={}", cause.words, times.get());
        }
    }

    /** What was lacking in the last minute, in words that anyone may read; empty when nothing was. */
    public Optional<String> trouble() {
        return last.get()
                .filter(moment -> nanos.getAsLong() - moment.nanos() < MINUTE)
                .map(moment -> "requests were turned away in the last minute for lack of room: too many "
                        + moment.cause().words);
    }

    /** How many were turned away since the start. */
    public long times() {
        return times.get();
    }
}
