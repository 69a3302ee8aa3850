package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.storage.Storage;
import dev.jenvoy.journal.storage.UsedProofs;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Keeps everything in the SQLite file of {@link SqliteJournal}. */
public final class SqliteStorage implements Storage {

    private final SqliteJournal journal;

    private SqliteStorage(SqliteJournal journal) {
        this.journal = journal;
    }

    /**
     * Opens the storage of a data folder, or creates it. Blocks. The caller closes the folder after the storage.
     *
     * @throws StoreRefusedException when there is something that is no whole journal; nothing is changed then
     */
    public static SqliteStorage open(DataFolder folder) throws StoreRefusedException {
        return new SqliteStorage(SqliteJournal.open(folder));
    }

    /** Returns the file, for the tables of other packages; usable until the storage is closed. */
    public Store store() {
        return journal.store();
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public History history() {
        return journal.history();
    }

    @Override
    public UsedProofs usedProofs(InstantSource clock) {
        return journal.proofs(clock);
    }

    @Override
    public void watch(Commits commits) {
        store().watch(commits::committed);
    }

    @Override
    public void gatherIn(BooleanSupplier underLoad) {
        store().gatherIn(underLoad);
    }

    @Override
    public void ask(Runnable answer) {
        store().ask(answer);
    }

    @Override
    public void close() {
        journal.close();
    }
}
