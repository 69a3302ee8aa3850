package dev.jenvoy.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of a writer, which is opened when it is needed and is not open. Used by one thread at a time. */
final class WritingConnection {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** A backend that waits for a standby, or that does not know yet that we are gone. */
    private static final String END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid = ? AND backend_start = ?::timestamptz AND pid <> pg_backend_pid()";

    private static final String SELF =
            "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    /**
     * Changes find their rows by keys. Their plans must not follow from how large tables were when a connection was new, and they are made
     * once. Bodies are packed in a tenth of the time that PostgreSQL's own way takes, where its programs can.
     */
    private static final String SETTINGS =
            "SET plan_cache_mode = force_generic_plan; SET jit = off; SET enable_seqscan = off;"
                    + " SET enable_hashjoin = off; SET enable_mergejoin = off;"
                    + " DO $$ BEGIN SET default_toast_compression = 'lz4'; EXCEPTION WHEN OTHERS THEN NULL; END $$";

    private final PostgresConnections connections;
    private final Supplier<String> name;
    private final Runnable lostTail;
    private final BatchEnds ends = new BatchEnds();
    private @Nullable PostgresSession session;
    private @Nullable Backend backend;
    private String opened = "";

    private record Backend(int pid, String start) {}

    /**
     * @param name the {@code application_name}; a connection with another is replaced
     * @param lostTail called when the database turns out to have lost what it had committed
     */
    WritingConnection(PostgresConnections connections, Supplier<String> name, Runnable lostTail) {
        this.connections = connections;
        this.name = name;
        this.lostTail = lostTail;
    }

    BatchEnds ends() {
        return ends;
    }

    boolean isOpen() {
        return session != null;
    }

    /** Returns the session, outside of a transaction or in the one that it began. Opens a connection if it is not open. */
    PostgresSession session() throws SQLException {
        String wanted = name.get();
        if (session != null && !wanted.equals(opened)) {
            drop();
        }
        if (session == null) {
            bare().setAutoCommit(false);
        }
        return Objects.requireNonNull(session);
    }

    /** Opens a connection that commits each statement by itself, in place of the one before. */
    Connection bare() throws SQLException {
        drop();
        String wanted = name.get();
        Connection connection = connections.open(wanted);
        boolean usable = false;
        try (Statement settings = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(SELF);
                ResultSet rows = statement.executeQuery()) {
            settings.execute(SETTINGS);
            if (rows.next()) {
                backend = new Backend(rows.getInt(1), rows.getString(2));
            }
            if (!ends.isLastThere(connection)) {
                LOG.error("the database lost changes that it had recorded");
                lostTail.run();
                ends.forgetLast();
            }
            opened = wanted;
            usable = true;
        } finally {
            if (!usable) {
                PostgresConnections.closeQuietly(connection);
            }
        }
        session = new PostgresSession(connection);
        return connection;
    }

    /** Ends the backend of the connection before, so that a transaction of it ends. */
    void endPredecessor() throws SQLException {
        Backend before = backend;
        if (before == null) {
            return;
        }
        Connection connection = connections.open(name.get());
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setInt(1, before.pid());
            statement.setString(2, before.start());
            statement.execute();
        } finally {
            PostgresConnections.closeQuietly(connection);
        }
    }

    void rollback() {
        PostgresSession now = session;
        if (now == null) {
            return;
        }
        now.forget();
        try {
            now.connection().rollback();
        } catch (SQLException e) {
            LOG.debug("not rolled back", e);
            drop();
        }
    }

    void drop() {
        if (session != null) {
            PostgresConnections.closeQuietly(session.connection());
            session = null;
        }
    }

    void close() {
        try {
            if (session != null) {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
                ends.remove(session.connection());
            }
        } catch (SQLException e) {
            LOG.debug("rows about ended transactions not deleted", e);
        } finally {
            drop();
        }
    }
}
