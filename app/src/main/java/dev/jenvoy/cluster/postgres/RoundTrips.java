package dev.jenvoy.cluster.postgres;

import java.util.Optional;

/**
 * Whether notices come through, by those that a server sends to itself. Three in a row that did not come back mean that they never
 * do. Times are nanoseconds of the own monotonic clock. Not thread-safe, but for {@link #trouble}.
 */
final class RoundTrips {
    private static final long EVERY = 5_000_000_000L;
    private static final long LONGEST = 2_000_000_000L;
    private static final int MOST_FAILURES = 3;

    private long sentAt;
    private boolean outstanding;
    private boolean everSent;
    private long number;
    private volatile int failures;

    /** Returns the number of a message that is to be sent now, if one is. */
    Optional<Long> due(long now) {
        if (outstanding || (everSent && now - sentAt < EVERY)) {
            return Optional.empty();
        }
        outstanding = true;
        everSent = true;
        sentAt = now;
        number++;
        return Optional.of(number);
    }

    void came(long arrived) {
        if (arrived == number) {
            outstanding = false;
            failures = 0;
        }
    }

    /** Returns whether the last message should have come back by now. The connection is then to be opened again. */
    boolean isLate(long now) {
        return outstanding && now - sentAt >= LONGEST;
    }

    /** The connection has failed, or a message did not come back. The next message is due at once. */
    void failed() {
        failures = Math.min(failures + 1, MOST_FAILURES);
        outstanding = false;
        everSent = false;
    }

    Optional<String> trouble() {
        return failures >= MOST_FAILURES
                ? Optional.of(
                        "notifications of the database do not arrive (a pooler between?), so the server asks instead")
                : Optional.empty();
    }
}
