package dev.jenvoy.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody asked for something to be done to a delivery, and who.
 *
 * @param kind what was asked for
 * @param at when
 * @param way how the one who asked was let in
 * @param address where the request came from
 * @param name the name of the token or of the user; empty if that is not known
 * @param part which hooks were to run again, in words; empty for all of them, and for a cancelling
 */
public record OperatorRequest(
        Kind kind, Instant at, Way way, String address, Optional<String> name, Optional<String> part) {

    /** What can be asked for. */
    public enum Kind {
        /** To run a delivery again; it is recorded with the new delivery. */
        REDELIVER,
        /** To cancel it. */
        CANCEL
    }

    /** How one is let in. */
    public enum Way {
        /** From this machine, while no token was needed. */
        NO_TOKEN,
        /** With a token itself, as programs do. */
        TOKEN,
        /** With the cookie of a session, as the page does. */
        SESSION,
        /** As the user whom a trusted proxy names. */
        PROXY
    }

    /** Describes a request of which only the address is known. */
    public OperatorRequest(Kind kind, Instant at, Way way, String address) {
        this(kind, at, way, address, Optional.empty(), Optional.empty());
    }

    /** Returns the same request for a part of the hooks. */
    public OperatorRequest about(String hooks) {
        return new OperatorRequest(kind, at, way, address, name, Optional.of(hooks));
    }
}
