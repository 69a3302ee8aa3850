package dev.jenvoy.chat.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets each person do something once in a while. Remembers 1,000 people; more at the same time have to wait. Safe for use by
 * several threads.
 */
final class CommandPace {

    private static final int MAX_PEOPLE = 1_000;

    private final long leastNanos;
    private final LongSupplier nanos;
    private final Map<String, Long> last = new LinkedHashMap<>();

    /** @param nanos a clock that only goes forward, in nanoseconds */
    CommandPace(Duration least, LongSupplier nanos) {
        this.leastNanos = least.toNanos();
        this.nanos = nanos;
    }

    /** Returns whether this person may now, and remembers it if so. */
    synchronized boolean admits(String person) {
        long now = nanos.getAsLong();
        @Nullable Long before = last.get(person);
        if (before != null && now - before < leastNanos) {
            return false;
        }
        last.remove(person);
        // The oldest come first.
        last.values().removeIf(time -> now - time >= leastNanos);
        if (last.size() >= MAX_PEOPLE) {
            return false;
        }
        last.put(person, now);
        return true;
    }
}
