package dev.jenvoy.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its statements, each prepared once. Must be used by one thread at a time. */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /**
     * Takes control of the transactions. Makes the driver assume that it began one; otherwise it would try to begin a
     * transaction before each statement.
     */
    Session(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        run("COMMIT");
    }

    /** Returns the statement for this text, which should be a constant: each text is kept as long as the connection. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Returns the statement for this constant text, with its parameters still to be bound. */
    public BoundStatement bind(String sql) throws SQLException {
        return BoundStatement.of(prepared(sql));
    }

    /** Returns a statement for a text that is used once; the caller closes it. */
    public PreparedStatement once(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs a constant statement without parameters, and ignores its rows. */
    public void run(String sql) throws SQLException {
        PreparedStatement statement = prepared(sql);
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    /** Returns the first column of the first row of a constant query without parameters. */
    public long number(String sql) throws SQLException {
        try (ResultSet rows = prepared(sql).executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getLong(1);
        }
    }

    /** Closes all statements, so that they are prepared again: a statement that failed cannot be used again. */
    void forget() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.trace("statement not closed", e);
            }
        }
        prepared.clear();
    }

    void close() throws SQLException {
        connection.close();
    }
}
