package dev.jenvoy.delivery.payload;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits how much is synced of payloads that are not verified yet. A payload is verified at its end. A sync before
 * that saves time for a good payload and wastes the disk for any other. A good payload gives back what was synced of
 * it. Others use up {@link #MAX_BYTES} bytes, which come back slowly; until then payloads are synced at their end.
 * Safe for use by several threads.
 */
final class SyncAllowance {

    /** Ten payloads of 25 MB at once. */
    static final long MAX_BYTES = 256L << 20;

    private static final long BYTES_A_SECOND = 1L << 20;

    private final Executor executor;
    private final LongSupplier nanos;
    private long left = MAX_BYTES;
    private long counted;

    /**
     * @param executor syncs; may wait for the disk
     * @param nanos a clock as {@link System#nanoTime}
     */
    SyncAllowance(Executor executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
        this.counted = nanos.getAsLong();
    }

    Executor executor() {
        return executor;
    }

    /** Takes so much of it, or nothing where that is more than is left. */
    synchronized boolean take(long bytes) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - counted);
        if (seconds > 0) {
            counted += TimeUnit.SECONDS.toNanos(seconds);
            left = Math.min(MAX_BYTES, left + seconds * BYTES_A_SECOND);
        }
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** A payload of which so much had been synced was accepted. */
    synchronized void giveBack(long bytes) {
        left = Math.min(MAX_BYTES, left + bytes);
    }
}
