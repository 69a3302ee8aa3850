package dev.jenvoy.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its statements, prepared once each. For one thread at a time. */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /**
     * Takes the transactions into its own hands. The driver believes that it is within one that it began: otherwise it
     * would try a transaction of its own before each statement, to see whether there is one.
     */
    Session(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        run("COMMIT");
    }

    /** The statement for this text, which should be a constant: each text is kept for the connection's life. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** A statement for a text that is made up for this one use; the caller closes it. */
    public PreparedStatement once(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs a constant statement that has no parameters; rows that it may have are left alone. */
    public void run(String sql) throws SQLException {
        PreparedStatement statement = prepared(sql);
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    /** Runs a statement that does a part of its work at each row, though it has no columns; the driver stops after one. */
    public void runToEnd(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of the first row of a constant query without parameters. */
    public long number(String sql) throws SQLException {
        try (ResultSet rows = prepared(sql).executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getLong(1);
        }
    }

    /**
     * Gives all statements up, to be prepared anew: the driver ends a statement for good when it fails.
     */
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
