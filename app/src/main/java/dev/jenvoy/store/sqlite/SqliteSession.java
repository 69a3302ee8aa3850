package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its statements, each prepared once. Must be used by one thread at a time. */
final class SqliteSession implements Session {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /**
     * Takes control of the transactions. Makes the driver assume that it began one; otherwise it would try to begin a
     * transaction before each statement.
     */
    SqliteSession(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        run("COMMIT");
    }

    @Override
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    @Override
    public BoundStatement bind(String sql) throws SQLException {
        return BoundStatement.of(prepared(sql));
    }

    @Override
    public PreparedStatement once(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public BoundStatement bindOnce(PreparedStatement once) {
        return BoundStatement.of(once);
    }

    @Override
    public void run(String sql) throws SQLException {
        PreparedStatement statement = prepared(sql);
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    @Override
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
