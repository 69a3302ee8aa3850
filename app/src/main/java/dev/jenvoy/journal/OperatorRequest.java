package dev.jenvoy.journal;

import java.time.Instant;

/**
 * That somebody asked for something to be done to a delivery, and who.
 *
 * @param kind what was asked for
 * @param at when
 * @param way how the one who asked was let in
 * @param address where the request came from
 */
public record OperatorRequest(Kind kind, Instant at, Way way, String address) {

    /** What can be asked for. */
    public enum Kind {
        /** To run a delivery again; it is recorded with the new delivery. */
        REDELIVER,
        /** To cancel it. */
        CANCEL
    }

    /** How one is let in. */
    public enum Way {
        /** From this machine, while no admin token was set. */
        NO_TOKEN,
        /** With the admin token itself, as programs do. */
        TOKEN,
        /** With the cookie of a session, as the page does. */
        SESSION
    }
}
