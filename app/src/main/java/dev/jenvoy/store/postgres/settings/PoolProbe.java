package dev.jenvoy.store.postgres.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** What lies between a connection and the database, as far as the numbers of the database's processes tell it. */
final class PoolProbe {

    /** Opens another connection in the same way. */
    interface Connector {
        Connection open() throws SQLException;
    }

    private final Connection connection;

    PoolProbe(Connection connection) {
        this.connection = connection;
    }

    /** Returns whether a pool lies between: it gives out process numbers of its own. */
    boolean isPool() throws SQLException {
        int told = connection.unwrap(PGConnection.class).getBackendPID();
        return process(connection) != told;
    }

    /**
     * Returns whether the pool lends a session of the database for a single transaction: then one of another connection gets the
     * session that the first had a moment ago, or the next one of the first gets another.
     */
    boolean lendsForTransactions(Connector connector) throws SQLException {
        int before = process(connection);
        try (Connection other = connector.open()) {
            other.setAutoCommit(false);
            int others = process(other);
            boolean lends = others == before || process(connection) != before;
            other.rollback();
            return lends;
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_backend_pid()");
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getInt(1);
        }
    }
}
