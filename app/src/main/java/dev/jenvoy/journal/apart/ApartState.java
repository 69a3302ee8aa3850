package dev.jenvoy.journal.apart;

/** What became of an action that runs apart. */
public enum ApartState {
    /** It waits for its first or its next attempt. */
    WAITING,
    /** An attempt is under way. */
    RUNNING,
    /** It did what it was to do. */
    DONE,
    /** There was nothing for it to do. */
    NOTHING,
    /** It failed for good. */
    FAILED,
    /** What it needs has gone. */
    VANISHED,
    /** Somebody cancelled it, or a newer one took its place. */
    DROPPED;

    /** Returns whether it may still run. */
    public boolean isOpen() {
        return this == WAITING || this == RUNNING;
    }
}
