package dev.jenvoy.journal.storage;

import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Holds everything that one server keeps, in one place that it owns. Thread-safe. */
public interface Storage extends AutoCloseable {

    /** Returns the journal, which is usable until the storage is closed. */
    Journal journal();

    /** Returns the view of the journal's past, which is usable until the storage is closed. */
    History history();

    /**
     * Returns the memory of used proofs, which is usable until the storage is closed. Blocks for reading from disk.
     *
     * @param clock decides when a proof is forgotten. It must not jump ahead, because a forgotten proof can be used again
     */
    UsedProofs usedProofs(InstantSource clock);

    /** Reports each transaction from now on, to this listener alone. */
    void watch(Commits commits);

    /** Listens to transactions. */
    interface Commits {

        /**
         * Called after each transaction.
         *
         * @param synced whether it was synced to disk
         */
        void committed(Duration took, boolean synced);
    }

    /** Lets changes gather for a millisecond before they are written, while this says that the server is under load. */
    void gatherIn(BooleanSupplier underLoad);

    /**
     * Has the writing thread run this as soon as it can, which shows that it works. Does not wait. Ask again only when
     * the last question was answered.
     */
    void ask(Runnable answer);

    /** Records all waiting changes, and closes the storage in order. Blocks; a second call does nothing. */
    @Override
    void close();
}
