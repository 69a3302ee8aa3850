package dev.jenvoy.journal.postgres.partition;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Transactions that wait a tenth of a second for a lock and no longer, because all that come behind them wait too. Only one
 * of all servers is in such a transaction at a time.
 */
final class ShortLocks {

    /** Of the class of locks; another than that of the scopes of deliveries. */
    private static final String TRY = "SELECT pg_try_advisory_xact_lock(1248161399, 1)";

    private static final int TRIES = 5;

    /** No lock in time; a deadlock; a conflict of transactions. */
    private static final Set<String> PASSING = Set.of("55P03", "40P01", "40001");

    private final Connection connection;

    /** @param connection for this use alone; its transactions are controlled from here on */
    ShortLocks(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Work in one transaction, which may be done several times. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Does the work and commits it. Returns empty, with nothing done, when another server is at such work, or the locks could not
     * be had. Blocks for half a second at most beside the work.
     */
    <T> Optional<T> run(Work<T> work) throws SQLException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                Optional<T> done = once(work);
                connection.commit();
                return done;
            } catch (SQLException e) {
                connection.rollback();
                if (!PASSING.contains(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> once(Work<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '100ms'");
        }
        try (PreparedStatement statement = connection.prepareStatement(TRY);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next() || !rows.getBoolean(1)) {
                return Optional.empty();
            }
        }
        return Optional.of(work.run(connection));
    }
}
