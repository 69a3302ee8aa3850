package dev.jenvoy.store.postgres.settings;

/** Says who sees to it that a delivery is on a second machine before it is accepted. */
public enum Replication {
    /** PostgreSQL itself: nothing is accepted while it has no synchronous standby configured. */
    REQUIRED,
    /** The operator's word: the storage below the database is replicated. */
    MANAGED,
    /** Neither does: what is accepted is lost with the disk of the database. */
    NO
}
