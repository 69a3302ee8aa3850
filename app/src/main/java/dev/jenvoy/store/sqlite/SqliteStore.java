package dev.jenvoy.store.sqlite;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.write.QueuedChange;
import dev.jenvoy.store.write.Writer;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * One SQLite file of a {@link DataFolder}, in WAL mode, written by one thread at a time. Thread-safe.
 *
 * <p>Writes all waiting changes in one transaction with at most one sync to disk.
 *
 * <p>Weakness: damage in the middle of a large
 * file is only found when it is read ({@link StoreOpener} lists the checks).
 */
@CheckReturnValue
public final class SqliteStore implements Store {

    private final Writer writer;
    private final Readers readers;
    private final boolean cleanBefore;
    private boolean closed;

    SqliteStore(Writer writer, Readers readers, boolean cleanBefore) {
        this.writer = writer;
        this.readers = readers;
        this.cleanBefore = cleanBefore;
    }

    /**
     * Opens the file, creates it if it never existed, and migrates it to the newest version. Blocks.
     *
     * @throws StoreRefusedException when the files are not as they should be; they stay unchanged
     */
    public static SqliteStore open(DataFolder folder, Schema schema) throws StoreRefusedException {
        NativeLibrary.keepIn(folder);
        return new StoreOpener(folder, schema).open();
    }

    /** Returns whether the last use ended by {@link #close} (or there was no use before), not by a crash. */
    public boolean cleanBefore() {
        return cleanBefore;
    }

    @Override
    public <T> CompletionStage<T> write(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    @Override
    public <T> CompletionStage<T> writeHere(Durability durability, Change<T> change) {
        return writer.enterHere(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    @Override
    public <T> CompletionStage<T> offer(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.IS_REFUSED, change));
    }

    @Override
    public void writeBehind(Change<?> change) {
        writer.writeBehind(change);
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        return readers.read(query);
    }

    @Override
    public void watch(CommitWatch commits) {
        writer.watch(commits);
    }

    @Override
    public void gatherIn(BooleanSupplier crowd) {
        writer.gatherIn(crowd);
    }

    @Override
    public void ask(Runnable answer) {
        writer.ask(answer);
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    /**
     * Records waiting changes, merges the write-ahead log into the file, and marks the file as closed cleanly. Blocks;
     * a second call does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        readers.close();
        writer.close();
    }
}
