package dev.jenvoy.ticket.tracker;

import java.time.Duration;

/** Learns of every request to a tracker, for measuring. Called on the thread that asks; must not block. */
@FunctionalInterface
public interface TrackerListener {

    /** Ignores everything. */
    TrackerListener NONE = (tracker, status, duration) -> {};

    /**
     * Called after each request.
     *
     * @param tracker the name of the tracker in the configuration
     * @param status the status of HTTP; of a script the exit code, if it is one that has a meaning, else {@code other}; or
     *     {@code no_answer}
     * @param duration from the moment at which it was sent to its whole answer, without the wait for its turn
     */
    void asked(String tracker, String status, Duration duration);
}
