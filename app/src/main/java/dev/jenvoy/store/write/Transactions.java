package dev.jenvoy.store.write;

import java.util.List;
import java.util.Optional;

/** The transactions of a writing connection. Each call is made with the writer's lock. */
public interface Transactions {

    /**
     * Commits changes together. Each change that fails is rolled back and fails alone, or is set aside.
     *
     * @return why nothing could be written; if present, all changes are rolled back and not completed
     */
    Optional<WriteHealth.Cause> commit(List<QueuedChange<?>> changes);

    /**
     * Commits changes that were {@linkplain QueuedChange#setAside set aside}, or sets them aside again. Unlike {@link #commit}, waits for
     * nothing that others hold.
     *
     * @return as {@link #commit}
     */
    default Optional<WriteHealth.Cause> commitSetAside(List<QueuedChange<?>> changes) {
        return commit(changes);
    }

    /** Returns whether the last commit was synced to disk. */
    boolean synced();

    /** Checks whether something can be written; returns why not. */
    Optional<WriteHealth.Cause> probe();

    /** Tells the listeners of changes that were committed, by the given way; for engines with several writers. */
    default void tell(Runnable listeners) {
        listeners.run();
    }

    /** Called when there is nothing to write, about once a second. */
    void whenIdle();

    /** Says that the store is closing, from any thread: what waits for a database must not wait any longer. */
    default void closing() {}

    /**
     * Closes the connection.
     *
     * @param complete whether everything was recorded
     */
    void close(boolean complete);
}
