package dev.jenvoy.expression;

import java.util.concurrent.TimeUnit;

/**
 * What all expressions about one delivery may cost together, however many there are: 1,000,000 steps and two seconds
 * of a processor. Waiting for a variable is not counted. For one thread at a time.
 */
public final class ExpressionBudget {

    /** The most steps of all evaluations. */
    public static final long MAX_STEPS = 1_000_000;

    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long steps;
    private long nanos;

    /** Returns how many steps are left; 0 or less: there is nothing left. */
    long steps() {
        return MAX_STEPS - steps;
    }

    /** Returns how many nanoseconds are left; 0 or less: there is nothing left. */
    long nanos() {
        return MAX_NANOS - nanos;
    }

    void spend(long usedSteps, long usedNanos) {
        steps += usedSteps;
        nanos += usedNanos;
    }
}
