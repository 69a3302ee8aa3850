package dev.jenvoy.store;

import java.sql.SQLException;

/**
 * A change of the file. May be applied several times, each time after a rollback of the previous one. So it must have
 * no effect outside the file, except for a counter that may skip numbers.
 *
 * @param <T> the result
 */
public interface Change<T> {

    /**
     * Applies the change in a transaction that it shares with others. An exception rolls back this change only, and
     * becomes its result.
     */
    T apply(Session session) throws SQLException;

    /** Called by the writing thread after the commit and before the stage completes. Must not block. */
    default void recorded(T result) {}
}
