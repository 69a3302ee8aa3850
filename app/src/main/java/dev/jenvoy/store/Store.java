package dev.jenvoy.store;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * One SQLite file of a {@link DataFolder}, in WAL mode, written by one thread at a time. Thread-safe.
 *
 * <p>Writes all waiting changes in one transaction with at most one sync to disk. A change that fails is rolled back
 * alone and fails alone. If a commit fails because the disk is full or fails, the store is in {@linkplain #trouble()
 * trouble}. Changes from {@link #offer} are then rejected; those from {@link #write} wait in memory, in order; those
 * from {@link #writeBehind} are dropped. About once a second the store tries to write again. {@link Change#recorded} is
 * called in the order of the changes, on the thread that writes. Then stages complete, on any thread that writes or
 * requested a change.
 *
 * <p>Weaknesses: changes that wait in memory are lost when the process dies in trouble. Damage in the middle of a large
 * file is only found when it is read ({@link StoreOpener} lists the checks).
 */
@CheckReturnValue
public final class Store implements AutoCloseable {

    private final Writer writer;
    private final Readers readers;
    private final boolean cleanBefore;
    private boolean closed;

    /** Observes transactions, on the store's writing thread. Must be short and must not throw. */
    public interface CommitWatch {

        /**
         * Called after each transaction.
         *
         * @param synced whether it was synced to disk
         */
        void committed(Duration took, boolean synced);
    }

    Store(Writer writer, Readers readers, boolean cleanBefore) {
        this.writer = writer;
        this.readers = readers;
        this.cleanBefore = cleanBefore;
    }

    /**
     * Opens the file, creates it if it never existed, and migrates it to the newest version. Blocks.
     *
     * @throws StoreRefusedException when the files are not as they should be; they stay unchanged
     */
    public static Store open(DataFolder folder, Schema schema) throws StoreRefusedException {
        NativeLibrary.keepIn(folder);
        return new StoreOpener(folder, schema).open();
    }

    /** Returns whether the last use ended by {@link #close} (or there was no use before), not by a crash. */
    public boolean cleanBefore() {
        return cleanBefore;
    }

    /** Records a change, even if it must wait for disk space. */
    public <T> CompletionStage<T> write(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    /**
     * Records a change for a caller that waits for it: on the calling thread, together with other waiting changes,
     * unless another thread is writing. Blocks for one or two transactions.
     */
    public <T> CompletionStage<T> writeHere(Durability durability, Change<T> change) {
        return writer.enterHere(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    /**
     * Records a change now or rejects it. Without disk space, the stage fails with a {@link NoRoomException}, and
     * nothing of the change remains.
     */
    public <T> CompletionStage<T> offer(Durability durability, Change<T> change) {
        return writer.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.IS_REFUSED, change));
    }

    /**
     * Records a change so that it survives a crash of the machine, and blocks until it does. Without disk space, returns
     * the reason, and nothing of the change remains. What the change throws comes in a {@link CompletionException}.
     */
    public Optional<String> keep(Change<?> change) {
        try {
            offer(Durability.MACHINE, change).toCompletableFuture().join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoRoomException reason) {
                return Optional.of(String.valueOf(reason.getMessage()));
            }
            throw e;
        }
    }

    /**
     * Records a change within about a second, or never: if too many wait, there is no disk space, or the process dies.
     */
    public void writeBehind(Change<?> change) {
        writer.writeBehind(change);
    }

    /** Reads one consistent state, on the calling thread, over a read-only connection. Blocks. */
    public <T> T read(Readers.Query<T> query) throws SQLException {
        return readers.read(query);
    }

    /** Sets the observer of transactions. There is one at a time. */
    public void watch(CommitWatch commits) {
        writer.watch(commits);
    }

    /**
     * Sets the test for load. Under load, changes gather for a millisecond before they are written, because no caller
     * would gain from an earlier commit. There is one test at a time.
     */
    public void gatherIn(BooleanSupplier crowd) {
        writer.gatherIn(crowd);
    }

    /**
     * Runs this on the writing thread as soon as it can, as a sign that it works. Does not wait. Call it again only
     * after the answer.
     */
    public void ask(Runnable answer) {
        writer.ask(answer);
    }

    /** Returns why nothing can be recorded now; empty if the store works. */
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
