package dev.jenvoy.audit;

import java.util.Optional;

/**
 * Who did something.
 *
 * @param name the name of a token, of a user, or of a person in a chat room; empty if it is not known
 * @param way how the one was let in
 * @param address where the request came from; empty for what was no request
 */
public record AuditActor(Optional<String> name, Way way, Optional<String> address) {

    /** The server, which noticed something by itself. */
    public static final AuditActor SERVER = new AuditActor(Optional.empty(), Way.SERVER, Optional.empty());

    /** How one is let in. Stored by name: never change one. */
    public enum Way {
        /** From this machine, while no token was needed. */
        NO_TOKEN,
        /** With a token, as programs do. */
        TOKEN,
        /** With the cookie of a session, as the page does. */
        SESSION,
        /** As the user whom a trusted proxy names. */
        PROXY,
        /** By a command in a chat room. */
        ROOM,
        /** Not at all. */
        REFUSED,
        /** No request: the server noticed it. */
        SERVER
    }
}
