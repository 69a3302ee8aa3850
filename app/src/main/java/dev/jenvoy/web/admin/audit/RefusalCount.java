package dev.jenvoy.web.admin.audit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts the refused requests of a minute, and says which of them are written. Safe for use by several threads. */
final class RefusalCount {

    /** How many are written in a minute. */
    static final int MOST_WRITTEN = 10;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;

    @GuardedBy("this")
    private long minute;

    @GuardedBy("this")
    private int refused;

    /**
     * What to do with a refused request.
     *
     * @param unwritten how many of an earlier minute were not written, if this request is the first after it
     */
    record Turn(boolean isWritten, int unwritten) {}

    /** @param nanos a clock like {@link System#nanoTime} */
    RefusalCount(LongSupplier nanos) {
        this.nanos = nanos;
        this.minute = nanos.getAsLong();
    }

    /** Counts a refused request. */
    synchronized Turn next() {
        int unwritten = 0;
        long now = nanos.getAsLong();
        if (now - minute > MINUTE_NANOS) {
            unwritten = Math.max(0, refused - MOST_WRITTEN);
            minute = now;
            refused = 0;
        }
        refused++;
        return new Turn(refused <= MOST_WRITTEN, unwritten);
    }
}
