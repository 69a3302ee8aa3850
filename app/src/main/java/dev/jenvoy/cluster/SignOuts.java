package dev.jenvoy.cluster;

import java.time.Instant;

/**
 * Sessions of people that were ended before their time, at whatever server. The others know of it within moments, and after an outage
 * of the database when that is over. Thread-safe; never waits.
 */
public interface SignOuts {

    /** Returns whether a session was ended. */
    boolean contains(String session);

    /**
     * Ends a session.
     *
     * @param session names it, and is no secret
     * @param until when the session ends by itself
     */
    void add(String session, Instant until);
}
