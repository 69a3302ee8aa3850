package dev.jenvoy.store;

import java.time.Duration;

/** Hears of each transaction that was made, on the store's only writing thread: it must be short and throw nothing. */
public interface CommitWatch {

    /**
     * A transaction was made.
     *
     * @param synced whether it was synced to disk
     */
    void committed(Duration took, boolean synced);
}
