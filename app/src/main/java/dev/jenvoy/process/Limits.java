package dev.jenvoy.process;

import java.time.Duration;

/**
 * The limits of a command.
 *
 * @param timeout maximum running time, more than zero; then its process group receives SIGTERM
 * @param killGrace the time between SIGTERM and SIGKILL
 * @param maxOutput bytes of each of its two outputs that its result has. Of a longer output, the first and the last half
 *     are kept; the middle is read and dropped, so that the command never blocks on a full pipe. At most 1 GiB, because it
 *     is held in memory
 */
public record Limits(Duration timeout, Duration killGrace, long maxOutput) {
    private static final long MAX_OUTPUT_BYTES = 1L << 30;

    /** @throws IllegalArgumentException if a limit is out of range */
    public Limits {
        if (timeout.isNegative() || timeout.isZero() || killGrace.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " with grace " + killGrace);
        }
        if (maxOutput < 0 || maxOutput > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException(
                    "maxOutput must be between 0 and " + MAX_OUTPUT_BYTES + ", but is " + maxOutput);
        }
    }
}
