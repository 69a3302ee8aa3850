package dev.jenvoy.store;

import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What only SQLite can tell of a database, asked over a connection that cannot write: so that a file which is refused
 * stays as it is, with its log beside it.
 */
final class DatabaseVerification {

    /** {@code quick_check} reads the whole file: 0.3 s for this many bytes in the page cache, 2 s on a slow disk. */
    private static final long QUICKLY_CHECKED = 256L << 20;

    private final Path database;
    private final Schema schema;
    private final FileInspection inspection;

    DatabaseVerification(Path database, Schema schema, FileInspection inspection) {
        this.database = database;
        this.schema = schema;
        this.inspection = inspection;
    }

    void run(Session session, CleanShutdownMarker.State left) throws SQLException, IOException, StoreRefusedException {
        long version = session.number("PRAGMA user_version");
        if (version > schema.version()) {
            throw inspection.refused(
                    Reason.NEWER,
                    "The database " + database + " has version " + version + ", made by a newer server; this one knows "
                            + schema.version() + ": run the newer one");
        }
        if (version == 0 && left != CleanShutdownMarker.State.NONE) {
            throw damaged("it has lost its tables");
        }
        inspection.checkLength((int) session.number("PRAGMA page_size"), session.number("PRAGMA page_count"));
        if (left == CleanShutdownMarker.State.OPEN && Files.size(database) <= QUICKLY_CHECKED) {
            quickCheck(session);
        }
        checkObjects(session, (int) version);
    }

    private void quickCheck(Session session) throws SQLException, StoreRefusedException {
        try (ResultSet rows = session.prepared("PRAGMA quick_check(1)").executeQuery()) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw damaged(verdict.replace('\n', ' '));
            }
        }
    }

    /** Every table and index that the migrations make must be there as they make it. */
    private void checkObjects(Session session, int version) throws SQLException, StoreRefusedException {
        Session model = SqliteConnections.inMemory();
        try {
            Migrations.run(model, schema, 0, version);
            Set<String> missing = objects(model);
            missing.removeAll(objects(session));
            if (!missing.isEmpty()) {
                throw damaged("it lacks " + missing.size() + " of its tables and indexes");
            }
        } finally {
            SqliteConnections.closeQuietly(model);
        }
    }

    private static Set<String> objects(Session session) throws SQLException {
        Set<String> objects = new HashSet<>();
        try (ResultSet rows =
                session.prepared("SELECT name, sql FROM sqlite_schema").executeQuery()) {
            while (rows.next()) {
                objects.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return objects;
    }

    StoreRefusedException damaged(String how) {
        return inspection.refused(Reason.DAMAGED, "The database " + database + " is damaged: " + how);
    }
}
