package dev.jenvoy.store;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * One SQLite file of a {@link DataFolder}, in WAL mode, that one thread at a time writes. Thread-safe.
 *
 * <p>Whatever waits when it is written is done as one transaction with at most one sync to disk. A
 * change that fails is undone alone and fails alone. When a commit fails because the disk is full or fails, the store is
 * in {@linkplain #trouble() trouble}: changes that came by {@link #offer} are refused, those that came by {@link #write}
 * wait in memory in their order, those by {@link #writeBehind} are dropped; about every second it looks whether there is
 * room again, by writing. {@link Change#recorded} is called, in the order of the changes, by who writes; then stages
 * complete, on any thread that writes or asked for a change to be written.
 *
 * <p>Weaknesses: changes waiting in memory are lost when the process dies in trouble. Damage in the middle of a large
 * file is only found when it is read ({@link StoreOpener} says what is checked when).
 */
@CheckReturnValue
public final class Store implements AutoCloseable {

    private final Writer writer;
    private final Readers readers;
    private final boolean cleanBefore;
    private boolean closed;

    Store(Writer writer, Readers readers, boolean cleanBefore) {
        this.writer = writer;
        this.readers = readers;
        this.cleanBefore = cleanBefore;
    }

    /**
     * Opens the file, makes it if there never was one, and brings it to the newest version. Blocks.
     *
     * @throws StoreRefusedException when the files are not as they should be; they stay as they are
     */
    public static Store open(DataFolder folder, Schema schema) throws StoreRefusedException {
        NativeLibrary.keepIn(folder);
        return new StoreOpener(folder, schema).open();
    }

    /** Whether the one before ended by {@link #close} (or there was none), and not by a death. */
    public boolean cleanBefore() {
        return cleanBefore;
    }

    /** Records a change, however long it takes until there is room. */
    public <T> CompletionStage<T> write(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    /**
     * The same for one who is to wait for it: records it on the calling thread, with what else waits, unless another thread
     * is at it. Blocks for a transaction or two.
     */
    public <T> CompletionStage<T> writeHere(Durability durability, Change<T> change) {
        return writer.enterHere(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    /**
     * Records a change now or refuses it: when there is no room the stage fails with a {@link NoRoomException}, and nothing
     * of the change remains.
     */
    public <T> CompletionStage<T> offer(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.IS_REFUSED, change));
    }

    /** Records a change within about a second, or never: when too many wait, there is no room, or the process dies. */
    public void writeBehind(Change<?> change) {
        writer.writeBehind(change);
    }

    /** Reads one consistent state, on the calling thread, over a connection that cannot write. Blocks. */
    public <T> T read(Readers.Query<T> query) throws SQLException {
        return readers.read(query);
    }

    /** Has each transaction told from now on, to this one alone. */
    public void watch(CommitWatch commits) {
        writer.watch(commits);
    }

    /**
     * Has changes gather for a millisecond before they are written while there is such a crowd that nobody would gain by an
     * earlier end; from now on, by this one alone.
     */
    public void gatherIn(BooleanSupplier crowd) {
        writer.gatherIn(crowd);
    }

    /**
     * Has the writing thread run this as soon as it can: a sign that it works. Does not wait. One after another: ask again
     * when the last was answered.
     */
    public void ask(Runnable answer) {
        writer.ask(answer);
    }

    /** Why nothing can be recorded now, in words; empty while all is well. */
    public Optional<String> trouble() {
        return writer.trouble();
    }

    /**
     * Records what waits, folds the write-ahead log into the file, and notes that this end was in order. Blocks; a second
     * call does nothing.
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
