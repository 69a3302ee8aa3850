package dev.jenvoy.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One connection with its statements, each prepared once. Must be used by one thread at a time.
 *
 * <p>A statement is in the SQL that both engines understand. Each engine says where it translates a statement.
 */
public interface Session {

    /** Returns the statement for this text, which should be a constant: each text is kept as long as the connection. */
    PreparedStatement prepared(String sql) throws SQLException;

    /** Returns the statement for this constant text, with its parameters still to be bound. */
    BoundStatement bind(String sql) throws SQLException;

    /** Returns a statement for a text that is used once; the caller closes it. Its parameters are bound by {@link #bindOnce}. */
    PreparedStatement once(String sql) throws SQLException;

    /** Begins with the first parameter of a statement of {@link #once}. It may be bound and run again and again. */
    BoundStatement bindOnce(PreparedStatement once);

    /** Runs a constant statement without parameters, and ignores its rows. */
    void run(String sql) throws SQLException;

    /** Returns the first column of the first row of a constant query without parameters. */
    long number(String sql) throws SQLException;
}
