package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.sql.SqlHistory;
import dev.jenvoy.journal.sql.SqlUsedProofs;
import dev.jenvoy.journal.sql.figures.SqlFigures;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.journal.sqlite.payload.StoredPayloadFiles;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.sqlite.SqliteStore;
import dev.jenvoy.store.sqlite.snapshot.DatabaseSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * The journal's SQLite file, {@code journal.db} of the data folder. Payloads that came in files stay files, below {@code
 * payloads/}. All that it returns is usable until it is closed. Thread-safe.
 */
public final class JournalFile implements AutoCloseable {

    /** The name of the journal's file in a data folder. */
    public static final String NAME = Tables.SCHEMA.name() + ".db";

    /** The beginning of the names of that file and of the files beside it, which belong to it alone. */
    public static final String FAMILY = Tables.SCHEMA.name() + ".";

    private final Store store;
    private final Journal journal;
    private final History history;
    private final Figures figures;

    private JournalFile(SqliteStore store, StoredPayloadFiles files, Durability acceptance) {
        StoredPayloads bodies = new StoredPayloads(store, files);
        this.store = store;
        this.journal = new SqliteJournal(store, files, bodies, acceptance);
        SqlFigures known = new SqlFigures(store);
        this.history = new SqlHistory(store, bodies, new Retention(store, files), known);
        this.figures = known;
    }

    /** Opens the file as {@link #open(DataFolder, Durability)} does; an accepted delivery survives a crash of the machine. */
    public static JournalFile open(DataFolder folder) throws StoreRefusedException {
        return open(folder, Durability.MACHINE);
    }

    /**
     * Opens the file of a data folder, or creates it. Blocks. The caller closes the folder after the file.
     *
     * @param acceptance what an accepted delivery survives
     * @throws StoreRefusedException when there is something that is no whole journal; nothing is changed then
     */
    public static JournalFile open(DataFolder folder, Durability acceptance) throws StoreRefusedException {
        SqliteStore store = SqliteStore.open(folder, Tables.SCHEMA);
        boolean opened = false;
        try {
            StoredPayloadFiles files = new StoredPayloadFiles(folder);
            files.deleteStrays(store.read(JournalFile::named));
            opened = true;
            return new JournalFile(store, files, acceptance);
        } catch (IOException | SQLException e) {
            throw StoreRefusedException.unusable(folder.path().resolve("payloads"), e);
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    /**
     * Copies the journal of a data folder into a new file; see {@link DatabaseSnapshot#take}. Payloads in files are not in it:
     * those that are in their folder afterwards are all that it names, but for those that retention deleted meanwhile.
     */
    public static void copy(Path folder, Path target) throws IOException {
        DatabaseSnapshot.take(folder.resolve(NAME), target);
    }

    /** Checks a copy, and returns the version of its schema; see {@link DatabaseSnapshot#verify}. */
    public static int verify(Path copy) throws IOException {
        return DatabaseSnapshot.verify(copy, Tables.SCHEMA);
    }

    private static Set<String> named(Session session) throws SQLException {
        Set<String> names = new HashSet<>();
        try (var rows = session.prepared("SELECT file FROM content WHERE file IS NOT NULL")
                .executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Returns the store of the file, for the tables of other packages. */
    public Store store() {
        return store;
    }

    /** Returns the journal. */
    public Journal journal() {
        return journal;
    }

    /** Returns the view of the journal's past. */
    public History history() {
        return history;
    }

    /** Returns the figures about the journal's past. */
    public Figures figures() {
        return figures;
    }

    /** Returns the memory of used proofs. Blocks for reading from disk. */
    public UsedProofs usedProofs(InstantSource clock) {
        try {
            return SqlUsedProofs.in(store, clock);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    /** Records all waiting changes, notes too, and closes the file in order. Blocks; a second call does nothing. */
    @Override
    public void close() {
        store.close();
    }
}
