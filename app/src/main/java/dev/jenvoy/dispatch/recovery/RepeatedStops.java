package dev.jenvoy.dispatch.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells a hook that restarts the server, and is run again by that, from a long one that was in the way of a few restarts.
 * The first is cut short again and again at short distances; the second has ended before the server is restarted again.
 */
final class RepeatedStops {

    /** This many stops in a row are a loop, if each came within {@link #CLOSE} of the one before. */
    private static final int CLOSE_STOPS = 3;

    private static final Duration CLOSE = Duration.ofHours(1);

    /** So many are a loop at whatever distance: a hook that has had so many tries will not come to its end. */
    private static final int STOPS = 10;

    private RepeatedStops() {}

    /** @param stops when orderly stops cut an action short, the first one first */
    static boolean isLoop(List<Instant> stops) {
        return close(stops) >= CLOSE_STOPS || stops.size() >= STOPS;
    }

    /**
     * Whether the next stop would make it a loop: what one hook does to the server cuts others short as well, so that it is
     * time to see which it is.
     */
    static boolean isSuspect(List<Instant> stops) {
        return close(stops) == CLOSE_STOPS - 1 || stops.size() == STOPS - 1;
    }

    /** How many in a row, up to the last, followed one another closely. */
    private static int close(List<Instant> stops) {
        int close = stops.isEmpty() ? 0 : 1;
        for (int at = stops.size() - 1; at > 0; at--) {
            if (Duration.between(stops.get(at - 1), stops.get(at)).compareTo(CLOSE) > 0) {
                break;
            }
            close++;
        }
        return close;
    }
}
