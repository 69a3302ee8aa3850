package dev.jenvoy.journal.postgres.scope;

/**
 * A number below which no delivery is unfinished, as far as this server knows. Looks for what is unfinished begin there, so that what
 * ended lately, and cannot be cleared away while somebody looks at the past, need not be passed over. Thread-safe.
 */
public final class LowMark {

    private volatile long low;

    public long get() {
        return low;
    }

    public void set(long to) {
        low = to;
    }
}
