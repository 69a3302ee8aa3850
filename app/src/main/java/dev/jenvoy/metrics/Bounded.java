package dev.jenvoy.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of one label, of which only so many are told apart: the first to come keep their names, all others are {@value
 * #OTHER}. Each distinct value is a series that lives as long as the server, here and in Prometheus. Safe for use by
 * several threads.
 */
final class Bounded {

    static final String OTHER = "other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Bounded(int most) {
        this.most = most;
    }

    /** This value, or {@value #OTHER}. */
    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        // Rare enough for a lock: a value that is new, or one that came too late.
        return known.size() < most && admit(value) ? value : OTHER;
    }

    private synchronized boolean admit(String value) {
        return known.contains(value) || (known.size() < most && known.add(value));
    }
}
