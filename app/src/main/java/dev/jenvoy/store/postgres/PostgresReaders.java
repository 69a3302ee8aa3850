package dev.jenvoy.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.jenvoy.store.Query;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A few connections for reading, apart from those that write and beat: slow reads keep no writer and no beat waiting. */
final class PostgresReaders {

    private static final int CONNECTIONS = 4;

    private final HikariDataSource pool;

    PostgresReaders(PostgresConnections connections, String name) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new Opening(connections, name));
        config.setPoolName("journal-readers");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(2));
        config.setIdleTimeout(TimeUnit.MINUTES.toMillis(5));
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(60));
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool = new HikariDataSource(config);
    }

    /** Reads, once more on another connection if the first one has broken. */
    <T> T read(Query<T> query) throws SQLException {
        try {
            return readOnce(query);
        } catch (SQLTransientConnectionException e) {
            // It has waited for a connection already.
            throw e;
        } catch (SQLException e) {
            if (!PostgresErrors.isAway(e)) {
                throw e;
            }
            return readOnce(query);
        }
    }

    private <T> T readOnce(Query<T> query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            PostgresSession session = new PostgresSession(connection);
            try {
                return query.ask(session);
            } finally {
                session.forget();
                connection.rollback();
            }
        }
    }

    void close() {
        pool.close();
    }

    /**
     * Opens the pool's connections as all others are opened. What is set here is committed by itself. In the pool it would begin a
     * transaction that stays open until the first read, and is undone with it.
     */
    private record Opening(PostgresConnections connections, String name) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = connections.open(name);
            boolean usable = false;
            try (Statement statement = connection.createStatement()) {
                // The driver would break the connection a second later.
                statement.execute("SET statement_timeout = '14s'");
                usable = true;
                return connection;
            } finally {
                if (!usable) {
                    PostgresConnections.closeQuietly(connection);
                }
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("another user");
        }

        @Override
        public PrintWriter getLogWriter() {
            return new PrintWriter(Writer.nullWriter());
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            // Nothing is written there.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // Connections have their own.
        }

        @Override
        public int getLoginTimeout() {
            return 5;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("no log of its own");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("it wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
