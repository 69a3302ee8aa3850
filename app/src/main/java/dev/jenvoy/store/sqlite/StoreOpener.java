package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.write.WriteHealth;
import dev.jenvoy.store.write.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a store's file. Always checks that the file exists if it ever did, its header, its length, its version and its
 * schema. After a crash, also checks the structure of every page ({@code quick_check}), if the file is small enough for
 * that to be fast.
 */
final class StoreOpener {

    private final Schema schema;
    private final Path database;
    private final CleanShutdownMarker mark;

    StoreOpener(DataFolder folder, Schema schema) {
        this.schema = schema;
        this.database = folder.path().resolve(schema.name() + ".db");
        this.mark = new CleanShutdownMarker(folder.path().resolve(schema.name() + ".mark"));
    }

    SqliteStore open() throws StoreRefusedException {
        try {
            CleanShutdownMarker.State left = mark.read();
            FileInspection inspection = new FileInspection(database, left);
            boolean whole = inspection.check(schema.applicationId());
            if (!Files.exists(database)) {
                Files.createFile(
                        database, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return open(whole ? new DatabaseVerification(database, schema, inspection) : null, left);
        } catch (SQLException e) {
            if (SqliteConnections.damage(e)) {
                throw new DatabaseVerification(
                                database, schema, new FileInspection(database, CleanShutdownMarker.State.OPEN))
                        .damaged(String.valueOf(e.getMessage()));
            }
            throw StoreRefusedException.unusable(database, e);
        } catch (IOException e) {
            throw StoreRefusedException.unusable(database, e);
        }
    }

    /**
     * Opens the writing connection. If that fails, closes the read-only connection last: any other last connection
     * would merge and delete the log, and the next start would miss it.
     */
    private SqliteStore open(@Nullable DatabaseVerification verification, CleanShutdownMarker.State left)
            throws SQLException, IOException, StoreRefusedException {
        SqliteSession looking = null;
        try {
            if (verification != null) {
                looking = SqliteConnections.reading(database);
                verification.run(looking, left);
            }
            return write(left);
        } finally {
            if (looking != null) {
                SqliteConnections.closeQuietly(looking);
            }
        }
    }

    private SqliteStore write(CleanShutdownMarker.State left) throws SQLException, IOException {
        SqliteSession session = SqliteConnections.writing(database);
        boolean opened = false;
        try {
            if (session.number("PRAGMA page_count") == 0) {
                begin(session);
            }
            Migrations.run(session, schema, (int) session.number("PRAGMA user_version"), schema.version());
            settle(session);
            if (left != CleanShutdownMarker.State.OPEN) {
                mark.write(CleanShutdownMarker.State.OPEN);
            }
            Compaction.run(session);
            opened = true;
        } finally {
            if (!opened) {
                SqliteConnections.closeQuietly(session);
            }
        }
        SqliteTransactions transactions = new SqliteTransactions(session, database, mark);
        Writer writer = new Writer(schema.name(), transactions, new WriteHealth());
        writer.start();
        return new SqliteStore(writer, new Readers(database), left != CleanShutdownMarker.State.OPEN);
    }

    /** Creates a new file. Its first page identifies it, so that no crash leaves an unknown file. */
    private void begin(Session session) throws SQLException {
        session.run("BEGIN");
        try (PreparedStatement pragma = session.once("PRAGMA application_id=" + schema.applicationId())) {
            pragma.execute();
        }
        session.run("COMMIT");
    }

    /** Switches to the log and writes into it. An open store without a log is damaged. */
    private static void settle(Session session) throws SQLException {
        session.run("PRAGMA journal_mode=WAL");
        session.run("PRAGMA synchronous=FULL");
        session.run("PRAGMA temp_store=MEMORY");
        session.run("PRAGMA wal_autocheckpoint=2000");
        session.run("BEGIN IMMEDIATE");
        SqliteTransactions.touch(session);
        session.run("COMMIT");
    }
}
