package dev.jenvoy.app.feature;

import java.time.Duration;

/** Counts what happens to tickets. Names no class of them, so that a server without tickets does not load one. Must not block. */
public interface TicketCounts {

    /** Called after each try to move a ticket of a tracker, with the word of its result. */
    void moved(String tracker, String result);

    /**
     * Called after each request to a tracker.
     *
     * @param status what came back: few different values
     */
    void asked(String tracker, String status, Duration took);
}
