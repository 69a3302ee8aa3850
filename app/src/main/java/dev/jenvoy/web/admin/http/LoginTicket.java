package dev.jenvoy.web.admin.http;

import java.util.function.BooleanSupplier;

/**
 * Says how a request was authenticated, and whether that is still valid. Long responses check again.
 *
 * @param way the way of authentication
 * @param valid checks whether it is still valid; does not count as use of a session
 */
public record LoginTicket(Way way, BooleanSupplier valid) {

    /** The ticket for requests that need no authentication. */
    public static final LoginTicket FOR_ALL = new LoginTicket(Way.NONE, () -> true);

    /** The ways of authentication. */
    public enum Way {
        /** No authentication: only public parts may be seen. */
        NONE,
        /** No token is configured, and the request comes from this machine. */
        LOCAL,
        /** The admin token itself. */
        TOKEN,
        /** The cookie of a session that was begun with the token. */
        SESSION
    }

    /** Returns whether the request may see and do everything. */
    public boolean admits() {
        return way != Way.NONE;
    }

    /** Returns whether it is still valid. */
    public boolean holds() {
        return valid.getAsBoolean();
    }
}
