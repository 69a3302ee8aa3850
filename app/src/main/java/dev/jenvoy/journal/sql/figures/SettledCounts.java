package dev.jenvoy.journal.sql.figures;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the counts of times in which nothing changes any more: all that was received then has ended. Forgets the least
 * recently used. Safe for use by several threads.
 */
final class SettledCounts {

    private static final int MAX_TIMES = 4_000;

    /** A time with its counts by the codes of states. */
    private record Span(Instant begin, Instant end) {}

    private final Map<Span, int[]> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Span, int[]> eldest) {
            return size() > MAX_TIMES;
        }
    };

    /** How often something was forgotten. */
    private long generation;

    /** Returns a number for {@link #keep}, to be asked for before counting. */
    synchronized long generation() {
        return generation;
    }

    synchronized Optional<int[]> find(Instant begin, Instant end) {
        return Optional.ofNullable(known.get(new Span(begin, end)));
    }

    /** Remembers counts, unless something was forgotten since they were begun: they may have what is deleted now. */
    synchronized void keep(Instant begin, Instant end, int[] counts, long begun) {
        if (begun == generation) {
            known.put(new Span(begin, end), counts);
        }
    }

    /** Forgets what was counted of times that begin before this one. */
    synchronized void forgetBefore(Instant time) {
        generation++;
        known.keySet().removeIf(span -> span.begin().isBefore(time));
    }
}
