package dev.jenvoy.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How connections are opened, and what SQLite's errors mean. */
final class SqliteConnections {

    /** How long SQLite waits for a lock that somebody else holds, a backup tool for one. */
    private static final int PATIENCE_MILLIS = 2_000;

    private SqliteConnections() {}

    static Session writing(Path database) throws SQLException {
        return new Session(open(database, false));
    }

    static Session reading(Path database) throws SQLException {
        return new Session(open(database, true));
    }

    /** An empty database in memory. */
    static Session inMemory() throws SQLException {
        return new Session(JDBC.createConnection(JDBC.PREFIX + ":memory:", new Properties()));
    }

    /** As a URI, so that no character of the path means anything to the driver. */
    private static Connection open(Path database, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(PATIENCE_MILLIS);
        // The driver would ask for the last row's number after every change: a tenth of the writer's time.
        config.setGetGeneratedKeys(false);
        return JDBC.createConnection(JDBC.PREFIX + database.toUri(), config.toProperties());
    }

    static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            // Its locks and its file are given back whatever it says.
            return;
        }
    }

    /** Why the file cannot be written now, in words; {@code null} when the error is the statement's own. */
    static @Nullable String noRoom(Throwable error) {
        if (!(error instanceof SQLiteException sqlite)) {
            return null;
        }
        return switch (primary(sqlite)) {
            case 5, 6 -> "another program holds the journal's file";
            case 8 -> "the journal's file cannot be written";
            case 10, 14 -> "the disk failed (" + sqlite.getResultCode().name() + ")";
            case 11, 26 -> "the journal's file is damaged";
            case 13 -> "the disk is full";
            default -> null;
        };
    }

    /** Whether an error says that the file itself is damaged or is no database. */
    static boolean damage(SQLException error) {
        return error instanceof SQLiteException sqlite && (primary(sqlite) == 11 || primary(sqlite) == 26);
    }

    /** The low byte of an extended result code says what kind it is. */
    private static int primary(SQLiteException error) {
        SQLiteErrorCode code = error.getResultCode();
        return code.code & 0xff;
    }
}
