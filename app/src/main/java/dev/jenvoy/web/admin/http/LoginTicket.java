package dev.jenvoy.web.admin.http;

import dev.jenvoy.web.admin.access.Role;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Says how a request was authenticated, and whether that is still valid. Long responses check again.
 *
 * @param way the way of authentication
 * @param name who it is: the name of the token, or of the user; empty if that is not known
 * @param role what the client may do; empty if it may only see public parts
 * @param valid checks whether it is still valid; does not count as use of a session
 */
public record LoginTicket(Way way, Optional<String> name, Optional<Role> role, BooleanSupplier valid) {

    /** The ticket for requests that need no authentication. */
    public static final LoginTicket FOR_ALL = new LoginTicket(Way.NONE, Optional.empty(), Optional.empty(), () -> true);

    /** The ways of authentication. */
    public enum Way {
        /** No authentication: only public parts may be seen. */
        NONE,
        /** No token is configured, and the request comes from this machine. */
        LOCAL,
        /** A token itself. */
        TOKEN,
        /** The cookie of a session that was begun with a token. */
        SESSION,
        /** A trusted proxy named the user. */
        PROXY
    }

    /** Returns whether the client is known. */
    public boolean admits() {
        return way != Way.NONE;
    }

    /** Returns whether the client may do what needs this role. */
    public boolean may(Role needed) {
        return admits() && role.filter(own -> own.covers(needed)).isPresent();
    }

    /** Returns whether it is still valid. */
    public boolean holds() {
        return valid.getAsBoolean();
    }
}
