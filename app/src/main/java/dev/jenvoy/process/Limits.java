package dev.jenvoy.process;

import java.time.Duration;

/**
 * What a command may use.
 *
 * @param timeout how long it may run, more than zero; then its process group gets SIGTERM
 * @param killGrace how long its process group has after SIGTERM; then it gets SIGKILL
 * @param maxOutput bytes kept of each of its two outputs. Of one that is longer the first and the last half of so many
 *     are kept; what is between them is read and dropped, so that a chatty command is never blocked. At most 1 GiB, for
 *     it is kept in memory.
 */
public record Limits(Duration timeout, Duration killGrace, long maxOutput) {
    private static final long MAX_OUTPUT_BYTES = 1L << 30;

    /** @throws IllegalArgumentException if a limit is out of its range */
    public Limits {
        if (timeout.isNegative() || timeout.isZero() || killGrace.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " with grace " + killGrace);
        }
        if (maxOutput < 0 || maxOutput > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException(
                    "maxOutput is to be between 0 and " + MAX_OUTPUT_BYTES + ", not " + maxOutput);
        }
    }
}
