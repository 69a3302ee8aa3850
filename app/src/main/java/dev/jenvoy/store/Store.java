package dev.jenvoy.store;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A database with its writing threads. Thread-safe. {@code store.sqlite} has it in a file that one server owns,
 * {@code store.postgres} on a server of PostgreSQL that several servers share.
 *
 * <p>Writes all waiting changes in one transaction. A change that fails is rolled back alone and fails alone. If nothing
 * can be written because the disk is full or fails or the database is away, the store is in {@linkplain #trouble()
 * trouble}. Changes from {@link #offer} are then rejected; those from {@link #write} wait in memory, in order; those
 * from {@link #writeBehind} are dropped. About once a second the store tries to write again. {@link Change#recorded} is
 * called in the order of the changes, on the thread that writes. Then stages complete, on any thread that writes or
 * requested a change.
 *
 * <p>Weakness: changes that wait in memory are lost when the process dies in trouble.
 */
@CheckReturnValue
public interface Store extends AutoCloseable {

    /** Observes transactions, on the store's writing thread. Must be short and must not throw. */
    interface CommitWatch {

        /**
         * Called after each transaction.
         *
         * @param synced whether it was synced to disk
         */
        void committed(Duration took, boolean synced);
    }

    /** Records a change, even if it must wait for disk space or for the database. */
    <T> CompletionStage<T> write(Durability durability, Change<T> change);

    /**
     * Records a change for a caller that waits for it: on the calling thread, together with other waiting changes,
     * unless another thread is writing. Blocks for one or two transactions.
     */
    <T> CompletionStage<T> writeHere(Durability durability, Change<T> change);

    /**
     * Records a change now or rejects it. If nothing can be written, the stage fails with a {@link NoRoomException}, and
     * nothing of the change remains.
     */
    <T> CompletionStage<T> offer(Durability durability, Change<T> change);

    /**
     * Records a change so that it survives a crash of the machine, and blocks until it does. If nothing can be written,
     * returns the reason, and nothing of the change remains. What the change throws comes in a
     * {@link CompletionException}.
     */
    default Optional<String> keep(Change<?> change) {
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
     * Records a change within about a second, or never: if too many wait, nothing can be written, or the process dies.
     */
    void writeBehind(Change<?> change);

    /** Reads one consistent state, on the calling thread, over a read-only connection. Blocks. */
    <T> T read(Query<T> query) throws SQLException;

    /** Sets the observer of transactions. There is one at a time. */
    void watch(CommitWatch commits);

    /**
     * Sets the test for load. Under load, changes gather for a millisecond before they are written, because no caller
     * would gain from an earlier commit. There is one test at a time.
     */
    void gatherIn(BooleanSupplier crowd);

    /**
     * Runs this on a writing thread as soon as it can, as a sign that it works. Does not wait. Call it again only after
     * the answer.
     */
    void ask(Runnable answer);

    /** Returns why nothing can be recorded now; empty if the store works. */
    Optional<String> trouble();

    /** Returns how many changes wait for what only they need, see {@link Change#subject}. Never waits. */
    default int setAside() {
        return 0;
    }

    /** Records waiting changes and closes the connections. Blocks; a second call does nothing. */
    @Override
    void close();
}
