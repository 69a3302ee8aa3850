package dev.jenvoy.journal;

/**
 * Hears what has been recorded, in the order of the record. Called on the journal's only writing thread: while it does
 * not return nothing is made durable, so it hands on and returns. What it throws is logged and otherwise ignored.
 */
public interface Listener {

    void on(JournalEvent news);
}
