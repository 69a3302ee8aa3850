package dev.jenvoy.dispatch.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed action is tried again: a second, doubled with each failure, a minute at most, and of
 * that a random part between a half and the whole, so that what failed together does not come back together.
 */
public final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns how long to wait before the next attempt.
     *
     * @param failures how often it has failed so far, from 1
     */
    public Duration after(int failures) {
        long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
