package dev.jenvoy.journal.share;

/** What somebody wants of an action apart, whichever server runs it. */
public enum Wish {
    /** It is not to be run, or ended while it runs. */
    CANCEL,
    /** Its pause before the next attempt is to end. */
    RETRY_NOW
}
