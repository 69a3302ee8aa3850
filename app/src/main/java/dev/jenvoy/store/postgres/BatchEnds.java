package dev.jenvoy.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.UUID;

/**
 * A row for each transaction of one writer, which tells later whether it was committed, after a connection that broke meanwhile,
 * after a crash and a failover, too. Used by one thread at a time.
 */
final class BatchEnds {

    /** What makes the table. Rows are deleted soon; those of a server that died, after a month. */
    static final List<String> STATEMENTS = List.of("""
        CREATE TABLE batch_end (
          writer uuid NOT NULL,
          number bigint NOT NULL,
          applied boolean NOT NULL,
          asked bigint NOT NULL DEFAULT 0,
          at timestamptz NOT NULL DEFAULT now(),
          PRIMARY KEY (writer, number)
        )\
        """);

    /** Both in one round trip; if the first fails, the second is not done. */
    private static final String COMMIT = "INSERT INTO batch_end (writer, number, applied) VALUES (?, ?, true); COMMIT";

    /**
     * Waits for the transaction if it is still under way. If it was not committed, it never will be. Always writes, so that
     * this commit comes after that one in the log.
     */
    private static final String ASK = "INSERT INTO batch_end (writer, number, applied) VALUES (?, ?, false)"
            + " ON CONFLICT (writer, number) DO UPDATE SET asked = batch_end.asked + 1 RETURNING applied";

    private static final String IS_THERE = "SELECT 1 FROM batch_end WHERE writer = ? AND number = ?";

    /** From the first that may be there: what was deleted is still in the index while somebody looks at the past. */
    private static final String DELETE = "DELETE FROM batch_end WHERE writer = ? AND number >= ? AND number < ?";

    private static final String DELETE_OLD = "DELETE FROM batch_end WHERE at < now() - interval '30 days'";

    private final UUID writer = UUID.randomUUID();
    private long number;
    private long committed;
    private long deleted;

    /** Reports that the database may have committed, but that the standby does not have it for certain. */
    static final class NotReplicatedException extends SQLException {
        private static final long serialVersionUID = 1;

        NotReplicatedException(SQLWarning warning) {
            super(warning.getMessage(), "40003");
        }
    }

    /**
     * Commits the transaction of a session, as the next number.
     *
     * @throws NotReplicatedException when it was committed, but not for certain on a standby
     */
    void commit(PostgresSession session) throws SQLException {
        number++;
        PreparedStatement statement = session.prepared(COMMIT);
        statement.clearWarnings();
        statement.setObject(1, writer);
        statement.setLong(2, number);
        statement.execute();
        refuseWarnings(statement);
        committed = number;
    }

    /** Returns whether the transaction with the last number was committed; after that this is decided for ever. Blocks. */
    boolean wasCommitted(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        boolean applied;
        try (PreparedStatement statement = connection.prepareStatement(ASK)) {
            statement.setObject(1, writer);
            statement.setLong(2, number);
            try (ResultSet rows = statement.executeQuery()) {
                applied = rows.next() && rows.getBoolean(1);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("COMMIT")) {
            statement.execute();
            refuseWarnings(statement);
        }
        if (applied) {
            committed = number;
        }
        return applied;
    }

    private static void refuseWarnings(PreparedStatement statement) throws SQLException {
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw new NotReplicatedException(warning);
        }
    }

    /** Returns whether the database still has the last transaction that it had committed. */
    boolean isLastThere(Connection connection) throws SQLException {
        if (committed == 0) {
            return true;
        }
        try (PreparedStatement statement = connection.prepareStatement(IS_THERE)) {
            statement.setObject(1, writer);
            statement.setLong(2, committed);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Forgets the last transaction, because the database has. */
    void forgetLast() {
        committed = 0;
    }

    /** Returns how many rows of transactions can be deleted. */
    long spare() {
        return Math.max(0, committed - 1 - deleted);
    }

    /** Deletes the rows of all transactions but the last. */
    void clean(Connection connection) throws SQLException {
        delete(connection, deleted, committed);
        deleted = committed - 1;
    }

    /** Deletes all rows of this writer, and those that servers left that died. */
    void remove(Connection connection) throws SQLException {
        delete(connection, 0, Long.MAX_VALUE);
        try (PreparedStatement statement = connection.prepareStatement(DELETE_OLD)) {
            statement.executeUpdate();
        }
    }

    private void delete(Connection connection, long from, long below) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, writer);
            statement.setLong(2, from);
            statement.setLong(3, below);
            statement.executeUpdate();
        }
    }
}
