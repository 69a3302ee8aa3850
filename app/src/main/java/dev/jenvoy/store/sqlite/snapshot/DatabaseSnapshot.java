package dev.jenvoy.store.sqlite.snapshot;

import dev.jenvoy.store.sqlite.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** A whole copy of a database at one moment, taken while a server may be using it. */
public final class DatabaseSnapshot {

    /** How long SQLite waits for a lock of another program. */
    private static final int PATIENCE_MILLIS = 10_000;

    private DatabaseSnapshot() {}

    /**
     * Writes one consistent state of the database into a new file, and leaves the database as it is. Never holds up the server
     * that writes to it. Blocks for as long as it takes to read and write the whole file.
     *
     * @throws IOException when the database cannot be read, or the file cannot be written
     */
    public static void take(Path database, Path target) throws IOException {
        try (Connection connection = reading(database);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, target.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException("the journal cannot be copied: " + e.getMessage(), e);
        }
    }

    /**
     * Checks every page, index and constraint of a copy, and that this version knows its schema. Returns the version of the
     * schema.
     *
     * @throws IOException when it is damaged, belongs to another program, or was made by a newer version
     */
    public static int verify(Path database, Schema schema) throws IOException {
        try (Connection connection = reading(database)) {
            if (number(connection, "PRAGMA application_id") != schema.applicationId()) {
                throw new IOException("the journal in it belongs to another program");
            }
            int version = (int) number(connection, "PRAGMA user_version");
            if (version > schema.version()) {
                throw new IOException("the journal in it has version " + version
                        + ", made by a newer server; this one knows " + schema.version());
            }
            String verdict = text(connection, "PRAGMA integrity_check(1)");
            if (version < 1 || !verdict.equals("ok")) {
                throw new IOException("the journal in it is damaged: "
                        + (version < 1 ? "it has no tables" : verdict.replace('\n', ' ')));
            }
            return version;
        } catch (SQLException e) {
            throw new IOException("the journal in it is damaged: " + e.getMessage(), e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static Connection reading(Path database) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE_MILLIS);
        return JDBC.createConnection(JDBC.PREFIX + database.toUri(), config.toProperties());
    }
}
