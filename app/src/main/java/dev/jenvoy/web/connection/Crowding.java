package dev.jenvoy.web.connection;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records requests that were rejected for lack of room. Logs a line once a minute while it goes on, and reports a
 * problem until one minute after the last. Safe for use by several threads.
 */
public final class Crowding {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** What the server ran out of. */
    public enum Cause {
        CONNECTIONS("connections"),
        BODIES("request bodies");

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

    /** @param nanos a clock like {@link System#nanoTime} */
    public Crowding(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Records that this many connections or requests were dropped for this cause. */
    public void turnedAway(Cause cause, int count) {
        Moment now = new Moment(nanos.getAsLong(), cause);
        times.addAndGet(count);
        last.set(Optional.of(now));
        Optional<Moment> before = logged.get();
        if (before.filter(then -> now.nanos() - then.nanos() < MINUTE).isEmpty()
                && logged.compareAndSet(before, Optional.of(now))) {
            LOG.warn("requests rejected for lack of room cause=\"{}\" since_start={}", cause.words, times.get());
        }
    }

    /** Returns what the server ran out of in the last minute, in words that may be public; empty if nothing. */
    public Optional<String> trouble() {
        return last.get()
                .filter(moment -> nanos.getAsLong() - moment.nanos() < MINUTE)
                .map(moment ->
                        "requests were rejected in the last minute for lack of room: too many " + moment.cause().words);
    }

    /** Returns how many were rejected since the start. */
    public long times() {
        return times.get();
    }
}
