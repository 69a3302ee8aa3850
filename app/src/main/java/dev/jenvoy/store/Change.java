package dev.jenvoy.store;

import java.sql.SQLException;
import java.util.OptionalLong;

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

    /**
     * Returns the number of what the change is of, if it must not fail for a reason that may pass, such as a lock that somebody holds.
     * Then {@link Store#write} sets it aside with the later changes of the same number, and records them in their order when that
     * is possible. Others go on meanwhile.
     */
    default OptionalLong subject() {
        return OptionalLong.empty();
    }

    /** Called by the writing thread after the commit and before the stage completes. Must not block. */
    default void recorded(T result) {}
}
