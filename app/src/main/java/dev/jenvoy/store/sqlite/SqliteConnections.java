package dev.jenvoy.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens connections, and interprets SQLite's errors. */
final class SqliteConnections {

    /** How long SQLite waits for a lock of another program, for example a backup tool. */
    private static final int PATIENCE_MILLIS = 2_000;

    private SqliteConnections() {}

    static SqliteSession writing(Path database) throws SQLException {
        return new SqliteSession(open(database, false));
    }

    static SqliteSession reading(Path database) throws SQLException {
        return new SqliteSession(open(database, true));
    }

    /** Opens an empty database in memory. */
    static SqliteSession inMemory() throws SQLException {
        return new SqliteSession(JDBC.createConnection(JDBC.PREFIX + ":memory:", new Properties()));
    }

    /** Opens the file by a URI, so that no character of the path has a meaning for the driver. */
    private static Connection open(Path database, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(PATIENCE_MILLIS);
        // The driver would read the last row's number after every change, which slows the writer down.
        config.setGetGeneratedKeys(false);
        return JDBC.createConnection(JDBC.PREFIX + database.toUri(), config.toProperties());
    }

    static void closeQuietly(SqliteSession session) {
        try {
            session.close();
        } catch (SQLException e) {
            // Closing releases its locks and its file even if it fails.
            return;
        }
    }

    /** Returns why the file cannot be written now; {@code null} if the statement itself is wrong. */
    static @Nullable String noRoom(Throwable error) {
        if (!(error instanceof SQLiteException sqlite)) {
            return null;
        }
        return switch (primary(sqlite)) {
            case 5, 6 -> "another program has locked the journal's file";
            case 8 -> "the journal's file cannot be written";
            case 10, 14 -> "the disk failed (" + sqlite.getResultCode().name() + ")";
            case 11, 26 -> "the journal's file is damaged";
            case 13 -> "the disk is full";
            default -> null;
        };
    }

    /** Returns whether an error means that the file is damaged or is not a database. */
    static boolean damage(SQLException error) {
        return error instanceof SQLiteException sqlite && (primary(sqlite) == 11 || primary(sqlite) == 26);
    }

    /** Returns the low byte of an extended result code, which is the kind of error. */
    private static int primary(SQLiteException error) {
        SQLiteErrorCode code = error.getResultCode();
        return code.code & 0xff;
    }
}
