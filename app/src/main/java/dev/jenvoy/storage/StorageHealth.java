package dev.jenvoy.storage;

import java.util.Optional;

/** Says whether a storage can be written. Thread-safe. */
public interface StorageHealth {

    /**
     * Returns why no new delivery is accepted now, in words; empty while the storage can be written. Recovers by
     * itself. Never waits.
     */
    Optional<String> trouble();

    /**
     * Has the writing thread run this as soon as it can, which shows that it works. Does not wait. Ask again only when
     * the last question was answered.
     */
    void ask(Runnable answer);

    /**
     * Returns how often the storage turned out to have lost what it had recorded, since this server started: the database went on at
     * a standby that had not got all of it. Never waits.
     */
    default long losses() {
        return 0;
    }

    /** Returns how many outcomes wait because the database cannot record them, although it records others. Never waits. */
    default int waiting() {
        return 0;
    }
}
