package dev.jenvoy.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of distinct values of a label. The first values keep their names; all others become {@value
 * #OTHER}. Each distinct value is a time series that exists as long as the server, here and in Prometheus. Safe for use
 * by several threads.
 */
final class Bounded {

    static final String OTHER = "other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Bounded(int most) {
        this.most = most;
    }

    /** Returns the value, or {@value #OTHER}. */
    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        // Only a new value, or one beyond the limit, needs the lock, which is rare.
        return known.size() < most && admit(value) ? value : OTHER;
    }

    private synchronized boolean admit(String value) {
        return known.contains(value) || (known.size() < most && known.add(value));
    }
}
