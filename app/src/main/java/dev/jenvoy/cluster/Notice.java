package dev.jenvoy.cluster;

import java.util.List;

/**
 * A word from one server to others.
 *
 * @param numbers the entries, or the number of the server; empty if there may be some and the receiver must look for itself
 */
public record Notice(Kind kind, List<Long> numbers) {

    public Notice {
        numbers = List.copyOf(numbers);
    }

    /** Returns a notice that makes receivers look for themselves. */
    public static Notice look(Kind kind) {
        return new Notice(kind, List.of());
    }

    /** What a notice is about. */
    public enum Kind {
        /** There may be deliveries that no server holds. */
        WORK,
        /** Something changed for deliveries that the receiver holds: one came, was cancelled, or may go on. */
        YOURS,
        /** Deliveries have ended for which the receiver's callers wait. */
        OVER,
        /** Deliveries have changed, for pages that are open. */
        TOUCHED,
        /** Something that servers keep in memory has changed. */
        BOOKS,
        /** Servers were taken over or have left. */
        GONE
    }
}
