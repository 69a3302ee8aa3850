package dev.jenvoy.delivery;

import java.util.Optional;

/**
 * How an action may be run.
 *
 * @param concurrency how runs for several deliveries relate
 * @param retries how many more times a failed run is tried, 0 or more; {@link #MANY_RETRIES} where the action decides, by
 *     its {@link RetryAdvice}
 * @param rerun whether a run that a crash of the server cut short is run again, or else recorded as interrupted
 * @param queue the queue of its kind in which it keeps the order of acceptance; empty: the queue follows from its name and
 *     from owner, repository and ref
 * @param track how it relates to its delivery
 */
public record Policy(Concurrency concurrency, int retries, boolean rerun, Optional<String> queue, Track track) {

    /** Sets no limit to the number of attempts. */
    public static final int MANY_RETRIES = Integer.MAX_VALUE;

    /** The policy of an action for which no option says otherwise. */
    public static final Policy DEFAULT = new Policy(Concurrency.ORDERED, 0, true);

    public Policy {
        if (retries < 0) {
            throw new IllegalArgumentException("retries below 0");
        }
        if (queue.isPresent() && queue.get().isEmpty()) {
            throw new IllegalArgumentException("a queue without a name");
        }
    }

    /** Lets an action be awaited by its delivery, in a queue that follows from its name and the delivery's facts. */
    public Policy(Concurrency concurrency, int retries, boolean rerun) {
        this(concurrency, retries, rerun, Optional.empty(), Track.AWAITED);
    }

    /** Returns the policy of actions that keep the order of this queue, apart from their deliveries. */
    public static Policy apartIn(String queue, int retries) {
        return new Policy(Concurrency.ORDERED, retries, true, Optional.of(queue), Track.APART);
    }

    /**
     * Returns the policy of actions that take their place in this queue when their deliveries have ended, or the actions that they
     * follow.
     */
    public static Policy afterIn(String queue, int retries) {
        return new Policy(Concurrency.ORDERED, retries, true, Optional.of(queue), Track.AFTER);
    }

    /** Returns whether its delivery does not wait for it. */
    public boolean apart() {
        return track != Track.AWAITED;
    }

    /** How an action relates to its delivery. */
    public enum Track {
        /** The delivery waits for it: it runs after the ones before it, and counts for the delivery's answer and end. */
        AWAITED,
        /** It delays no other action, no answer and no end of its delivery, and counts for no status. */
        APART,
        /**
         * The same, and it does not begin before its delivery has ended, or was set aside, or before the action has ended that
         * {@link Action#followed} names.
         */
        AFTER
    }

    /** How runs of one action for several deliveries relate. */
    public enum Concurrency {
        /** Those of one queue keep the order of acceptance and never overlap. */
        ORDERED,
        /** Never two at once, for whatever repository and ref. */
        EXCLUSIVE,
        /** Never two of one queue at once, and of those waiting only the newest runs. */
        LATEST,
        /** No relation. */
        PARALLEL
    }
}
