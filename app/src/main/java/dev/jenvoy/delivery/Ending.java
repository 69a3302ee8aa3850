package dev.jenvoy.delivery;

/** How an action ended. */
public enum Ending {
    /** It ran to its own end, with whatever exit code. */
    EXITED,
    /** A signal that Jenvoy did not send ended it. */
    KILLED,
    /** It ran out of time and was ended. */
    TIMED_OUT,
    /** It could not be started. */
    NOT_STARTABLE,
    /** What was to be run had gone. */
    VANISHED,
    /** A newer one of the same kind took its place before it began. */
    SUPERSEDED,
    /** It was not its turn: it runs only after outcomes that its delivery did not have. */
    SKIPPED,
    /** Somebody cancelled it. */
    CANCELLED,
    /** The server ended while it ran. */
    INTERRUPTED,
    /** It ran, but the server failed at following it and ended it. */
    LOST,
    /** It is no process, and did what it was to do. */
    DONE,
    /** It is no process, and there was nothing for it to do. */
    NOTHING,
    /** It is no process, and failed. */
    FAILED
}
