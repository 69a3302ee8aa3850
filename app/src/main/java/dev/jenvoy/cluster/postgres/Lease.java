package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Standing;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A server's own standing, by its own monotonic clock. Thread-safe. */
final class Lease {
    private final long restrictedAfter;
    private final long cutOffAfter;
    private final LongSupplier nanoTime;
    private volatile long lastBeat;
    private volatile boolean takenOver;

    Lease(Duration restrictedAfter, Duration cutOffAfter, LongSupplier nanoTime) {
        this.restrictedAfter = restrictedAfter.toNanos();
        this.cutOffAfter = cutOffAfter.toNanos();
        this.nanoTime = nanoTime;
        this.lastBeat = nanoTime.getAsLong();
    }

    /**
     * A beat has reached the database.
     *
     * @param sentAt the time before it was sent: others may have seen it from then on
     */
    void renewed(long sentAt) {
        lastBeat = sentAt;
    }

    /** Others have taken this server over. */
    void lost() {
        takenOver = true;
    }

    /** This server is a new one. */
    void begins(long sentAt) {
        lastBeat = sentAt;
        takenOver = false;
    }

    Standing standing() {
        if (takenOver) {
            return Standing.TAKEN_OVER;
        }
        long silent = nanoTime.getAsLong() - lastBeat;
        if (silent >= cutOffAfter) {
            return Standing.CUT_OFF;
        }
        return silent >= restrictedAfter ? Standing.RESTRICTED : Standing.FULL;
    }

    /** Returns how long ago the last beat was sent that reached the database. */
    Duration silent() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastBeat);
    }
}
