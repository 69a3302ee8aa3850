package dev.jenvoy.journal;

/** What a change says of the delivery that it was to change. */
public enum Ownership {
    /** The delivery is this server's, and the change is recorded. */
    KEPT,
    /** Another server has taken the delivery over, and finishes it. The change was refused; nothing was changed. */
    LOST
}
