package dev.jenvoy.store;

import java.time.Duration;

/** Observes transactions, on the store's writing thread. Must be short and must not throw. */
public interface CommitWatch {

    /**
     * Called after each transaction.
     *
     * @param synced whether it was synced to disk
     */
    void committed(Duration took, boolean synced);
}
