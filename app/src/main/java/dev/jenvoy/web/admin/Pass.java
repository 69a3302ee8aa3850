package dev.jenvoy.web.admin;

import java.util.function.BooleanSupplier;

/**
 * How a request was let in, and whether it would still be. What goes on for longer than a moment asks again.
 *
 * @param way how
 * @param valid whether the same would let it in now; counts as no use of a session
 */
public record Pass(Way way, BooleanSupplier valid) {

    /** What anyone may see who may speak at all. */
    static final Pass FOR_ALL = new Pass(Way.NONE, () -> true);

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
    boolean admits() {
        return way != Way.NONE;
    }

    /** Whether it still holds. */
    boolean holds() {
        return valid.getAsBoolean();
    }
}
