package dev.jenvoy.store;

import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Opens a store's file. Always checked: that it is there if it ever was, its header, its length, its version and its
 * schema. After a death also every page's structure ({@code quick_check}), while the file is small enough for that to
 * take a moment only.
 */
final class Opening {

    /** {@code quick_check} reads the whole file: about 0.2 s for this many bytes from the page cache, 2 s from a slow disk. */
    private static final long QUICKLY_CHECKED = 256L << 20;

    private final DataFolder folder;
    private final Schema schema;
    private final Path database;
    private final Mark mark;

    Opening(DataFolder folder, Schema schema) {
        this.folder = folder;
        this.schema = schema;
        this.database = folder.path().resolve(schema.name() + ".db");
        this.mark = new Mark(folder.path().resolve(schema.name() + ".mark"));
    }

    Store open() throws StoreRefusedException {
        try {
            Mark.State left = mark.read();
            Inspection inspection = new Inspection(database, left);
            inspection.check(schema.applicationId());
            if (!Files.exists(database)) {
                Files.createFile(
                        database, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return open(inspection, left);
        } catch (IOException e) {
            throw StoreRefusedException.unusable(database, e);
        }
    }

    private Store open(Inspection inspection, Mark.State left) throws StoreRefusedException, IOException {
        Session session = null;
        boolean opened = false;
        try {
            session = Connections.writing(database);
            prepare(session, inspection, left);
            Writer writer = new Writer(schema.name(), new Transactions(session, folder.path()), new Trouble());
            writer.start();
            opened = true;
            return new Store(new Store.Files(database, mark), writer, new Readers(database), left != Mark.State.OPEN);
        } catch (SQLException e) {
            if (Connections.damage(e)) {
                throw inspection.refused(
                        Reason.DAMAGED, "The database " + database + " is damaged (" + e.getMessage() + ")");
            }
            throw StoreRefusedException.unusable(database, e);
        } finally {
            if (!opened && session != null) {
                Connections.closeQuietly(session);
            }
        }
    }

    private void prepare(Session session, Inspection inspection, Mark.State left)
            throws SQLException, IOException, StoreRefusedException {
        if (left == Mark.State.NONE && session.number("PRAGMA page_count") == 0) {
            begin(session);
        }
        long version = session.number("PRAGMA user_version");
        if (version > schema.version()) {
            throw inspection.refused(
                    Reason.NEWER,
                    "The database " + database + " has version " + version + ", made by a newer server; this one knows "
                            + schema.version() + ": run the newer one");
        }
        if (version == 0 && left != Mark.State.NONE) {
            throw inspection.refused(Reason.DAMAGED, "The database " + database + " has lost its tables");
        }
        inspection.checkLength((int) session.number("PRAGMA page_size"), session.number("PRAGMA page_count"));
        if (left == Mark.State.OPEN) {
            quickCheck(session, inspection);
        }
        Migrations.run(session, schema, (int) version);
        checkSchema(session, inspection);
        settle(session);
        if (left != Mark.State.OPEN) {
            mark.write(Mark.State.OPEN);
        }
    }

    /** The first thing in a new file is whose it is, so that no death in between leaves an unknown one. */
    private void begin(Session session) throws SQLException {
        session.run("PRAGMA auto_vacuum=INCREMENTAL");
        try (var pragma = session.once("PRAGMA application_id=" + schema.applicationId())) {
            pragma.execute();
        }
    }

    private void quickCheck(Session session, Inspection inspection)
            throws SQLException, IOException, StoreRefusedException {
        if (Files.size(database) > QUICKLY_CHECKED) {
            return;
        }
        try (ResultSet rows = session.prepared("PRAGMA quick_check(1)").executeQuery()) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw inspection.refused(Reason.DAMAGED, "The database " + database + " is damaged (" + verdict + ")");
            }
        }
    }

    /** Every table and index that the migrations make must be there as they make it. */
    private void checkSchema(Session session, Inspection inspection) throws SQLException, StoreRefusedException {
        Session fresh = Connections.inMemory();
        try {
            Migrations.run(fresh, schema, 0);
            Set<String> expected = objects(fresh);
            expected.removeAll(objects(session));
            if (!expected.isEmpty()) {
                throw inspection.refused(
                        Reason.DAMAGED, "The database " + database + " lacks " + expected.size() + " of its tables");
            }
        } finally {
            Connections.closeQuietly(fresh);
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

    /** From here on commits go to the log, and there is one with something in it: an open store without one is damaged. */
    private static void settle(Session session) throws SQLException {
        session.run("PRAGMA journal_mode=WAL");
        session.run("PRAGMA synchronous=FULL");
        session.run("PRAGMA temp_store=MEMORY");
        session.run("PRAGMA wal_autocheckpoint=2000");
        session.run("BEGIN IMMEDIATE");
        Transactions.touch(session);
        session.run("COMMIT");
    }
}
