package dev.jenvoy.delivery;

/**
 * How an action may be run.
 *
 * @param concurrency how runs for several deliveries relate
 * @param retries how many more times a failed run is tried, 0 or more
 * @param rerun whether a run that a crash of the server cut short is run again, or else recorded as interrupted
 */
public record Policy(Concurrency concurrency, int retries, boolean rerun) {

    /** The policy of an action for which no option says otherwise. */
    public static final Policy DEFAULT = new Policy(Concurrency.ORDERED, 0, true);

    public Policy {
        if (retries < 0) {
            throw new IllegalArgumentException("retries below 0");
        }
    }

    /** How runs of one action for several deliveries relate. */
    public enum Concurrency {
        /** Those for the same owner, repository and ref keep the order of acceptance and never overlap. */
        ORDERED,
        /** Never two at once. */
        EXCLUSIVE,
        /** Never two at once for the same owner, repository and ref, and of those waiting only the newest runs. */
        LATEST,
        /** No relation. */
        PARALLEL
    }
}
