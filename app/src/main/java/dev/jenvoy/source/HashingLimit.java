package dev.jenvoy.source;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Keeps whoever knows a trigger's path from keeping every processor busy with hashing. What costs little, a few
 * milliseconds, is always done; of what costs more, only as much at once as half the processors can do. Safe for use
 * by several threads.
 */
final class HashingLimit {

    /** Ten times what git-triggler does by default; about three milliseconds. */
    static final long LITTLE = 10_000;

    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** What came of asking. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** There was no place; nothing was computed. */
        BUSY
    }

    /** Judges at once or not at all: a thread that waits for a place would be one less for other deliveries. */
    Verdict judge(long cost, BooleanSupplier right) {
        if (cost <= LITTLE) {
            return verdict(right);
        }
        if (!places.tryAcquire()) {
            return Verdict.BUSY;
        }
        try {
            return verdict(right);
        } finally {
            places.release();
        }
    }

    private static Verdict verdict(BooleanSupplier right) {
        return right.getAsBoolean() ? Verdict.RIGHT : Verdict.WRONG;
    }
}
