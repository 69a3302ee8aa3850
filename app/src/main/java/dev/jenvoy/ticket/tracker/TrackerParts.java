package dev.jenvoy.ticket.tracker;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What every tracker needs.
 *
 * @param name the name of the tracker in the configuration
 * @param timeout the time for one request with its whole answer, more than zero
 * @param clock tells the time
 * @param listener learns of every request
 */
public record TrackerParts(String name, Duration timeout, InstantSource clock, TrackerListener listener) {

    /** @throws IllegalArgumentException if the timeout is not more than zero */
    public TrackerParts {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout " + timeout);
        }
    }
}
