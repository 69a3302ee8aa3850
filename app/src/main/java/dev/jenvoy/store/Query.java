package dev.jenvoy.store;

import java.sql.SQLException;

/**
 * A query of one consistent state.
 *
 * @param <T> the answer
 */
public interface Query<T> {

    /** Asks. Must not keep the session. */
    T ask(Session session) throws SQLException;
}
