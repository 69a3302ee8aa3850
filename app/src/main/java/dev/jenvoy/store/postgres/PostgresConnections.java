package dev.jenvoy.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to the primary of a database, with the settings that our promises need. Thread-safe. */
public final class PostgresConnections {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /**
     * A transaction that holds locks and whose client is silent ends after ten seconds; no client waits longer than two for
     * a lock. The database notices within a second that a client is gone.
     */
    private static final String SETTINGS =
            "; SET synchronous_commit = on; SET statement_timeout = 0; SET lock_timeout = '2s'; SET"
                    + " idle_in_transaction_session_timeout = '10s'; SET default_transaction_isolation = 'read committed'";

    private final PostgresOptions options;

    /** @param options where the database is */
    public PostgresConnections(PostgresOptions options) {
        this.options = options;
    }

    /**
     * Opens a connection to the host that takes writes, with the schema in its search path; each statement is committed by
     * itself. Blocks at most some seconds for each host.
     *
     * @param name its {@code application_name}. {@code @SCHEMA} follows it unless the schema is the usual one, so that sessions tell
     *     whose they are. It has no quotes
     */
    public Connection open(String name) throws SQLException {
        String session = sessionName(name);
        Connection connection = new Driver().connect(options.url(), properties(session));
        if (connection == null) {
            throw new SQLException("the URL is not one of PostgreSQL: it must begin with jdbc:postgresql:", "08001");
        }
        boolean usable = false;
        try {
            settle(connection, session);
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                closeQuietly(connection);
            }
        }
    }

    private String sessionName(String name) {
        return options.schema().equals(PostgresOptions.SCHEMA) ? name : name + "@" + options.schema();
    }

    /** Returns the driver's properties. What the URL says comes first. */
    Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty("user", options.user());
        if (options.password() != null) {
            properties.setProperty("password", options.password());
        }
        properties.setProperty("ApplicationName", name);
        properties.setProperty("targetServerType", "primary");
        // Which host takes writes is soon asked again: a standby that was promoted does.
        properties.setProperty("hostRecheckSeconds", "1");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "1");
        return properties;
    }

    /** Makes the settings of a new connection. The URL may have given it another name, by which no takeover would find it. */
    private void settle(Connection connection, String session) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET application_name = '" + session + "'; SET search_path = " + options.schema() + SETTINGS);
            try {
                statement.execute("SET client_connection_check_interval = '1s'");
            } catch (SQLException e) {
                if (PostgresErrors.isAway(e)) {
                    throw e;
                }
                LOG.debug("the database cannot notice that a client is gone", e);
            }
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.trace("connection not closed", e);
        }
    }
}
