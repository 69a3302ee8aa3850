package dev.jenvoy.journal;

/** What became of an attempt to make a delivery durable. */
public sealed interface Appended {

    /**
     * It is on disk, with its payload and its plan, and is this server's to run: those parts that the entry names. A start that was asked for
     * happened if the entry holds the actions for which the delivery waits.
     */
    record Accepted(Entry entry) implements Appended {}

    /**
     * It is on disk, with its payload and its plan. Another server runs it, or will when it claims it: nothing of it is this server's to
     * run, and a start that was asked for did not happen.
     *
     * @param entry the journal's number of it
     */
    record Elsewhere(long entry) implements Appended {}

    /**
     * The same delivery has been accepted before and has not ended, or it came a moment ago, and nothing is awaited of it. Nothing was written.
     *
     * @param entry the journal's number of that one
     */
    record Joined(long entry) implements Appended {}

    /**
     * Its key is known with another event or another payload. Nothing was written.
     *
     * @param known the newest entry that has the key
     */
    record Conflict(long known) implements Appended {}

    /** It could not be made durable: the disk is full or fails. Nothing of it remains; the sender is to come again. */
    record NoRoom(String reason) implements Appended {}
}
