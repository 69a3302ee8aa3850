package dev.jenvoy.web.admin.http;

import java.util.function.BooleanSupplier;

/**
 * How a request was let in, and whether it would still be. What goes on for longer than a moment asks again.
 *
 * @param way how
 * @param valid whether the same would let it in now; counts as no use of a session
 */
public record LoginTicket(Way way, BooleanSupplier valid) {

    /** What anyone may see who may speak at all. */
    public static final LoginTicket FOR_ALL = new LoginTicket(Way.NONE, () -> true);

    /** What lets a request in. */
    public enum Way {
        /** Nothing: it sees only what anyone may see. */
        NONE,
        /** No token is set, and it comes from this machine. */
        LOCAL,
        /** The admin token itself. */
        TOKEN,
        /** The cookie of a session that was begun with the token. */
        SESSION
    }

    /** Whether everything may be seen and done with it. */
    public boolean admits() {
        return way != Way.NONE;
    }

    /** Whether it still holds. */
    public boolean holds() {
        return valid.getAsBoolean();
    }
}
