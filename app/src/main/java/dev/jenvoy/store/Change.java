package dev.jenvoy.store;

import java.sql.SQLException;

/**
 * A change of the file. May be applied several times, each after what it did before was rolled back; so it touches
 * nothing but the file, save a counter of which numbers may be left out.
 *
 * @param <T> what it finds out
 */
public interface Change<T> {

    /**
     * Does it, within a transaction that it shares with others. An exception undoes this change alone and is its result.
     */
    T apply(Session session) throws SQLException;

    /** Called by who writes, once the change is recorded and before its stage completes. Must not block. */
    default void recorded(T result) {}
}
