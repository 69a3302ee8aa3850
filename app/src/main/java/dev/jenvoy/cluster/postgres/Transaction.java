package dev.jenvoy.cluster.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements as one change. */
final class Transaction {

    private Transaction() {}

    /** Runs this as one transaction of a connection with automatic commits; rolls it back if this throws. */
    static <T> T in(Connection connection, Body<T> body) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = body.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(connection);
            }
            restore(connection);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // What broke the transaction broke the connection, too, and the database has rolled it back by itself.
            return;
        }
    }

    private static void restore(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    /** The statements. */
    @FunctionalInterface
    interface Body<T> {
        T run() throws SQLException;
    }
}
