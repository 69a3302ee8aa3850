package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.Session;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks a database with SQLite's own means, over a read-only connection. A rejected file and its log therefore stay
 * unchanged.
 */
final class DatabaseVerification {

    /** The largest file for {@code quick_check}, which reads the whole file; see {@code docs/reference/journal.md}. */
    private static final long QUICKLY_CHECKED = 256L << 20;

    /** SQLite makes its table of AUTOINCREMENT when there is need, and drops it with a VACUUM. */
    private static final String OBJECTS = "SELECT name, sql FROM sqlite_schema WHERE name <> 'sqlite_sequence'";

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
            throw damaged("its tables are missing");
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

    /** Checks that every table, index and view of the migrations exists as they create it. */
    private void checkObjects(Session session, int version) throws SQLException, StoreRefusedException {
        Set<String> present = objects(session);
        if (version == schema.version() && schema.objects().equals(OptionalInt.of(present.hashCode()))) {
            return;
        }
        SqliteSession model = SqliteConnections.inMemory();
        try {
            Migrations.run(model, schema, 0, version);
            Set<String> missing = objects(model);
            missing.removeAll(present);
            if (!missing.isEmpty()) {
                throw damaged("it lacks " + missing.size() + " of its tables and indexes");
            }
        } finally {
            SqliteConnections.closeQuietly(model);
        }
    }

    private static Set<String> objects(Session session) throws SQLException {
        Set<String> objects = new HashSet<>();
        try (ResultSet rows = session.prepared(OBJECTS).executeQuery()) {
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
