package dev.jenvoy.journal;

/** What became of an attempt to make a delivery durable. */
public sealed interface Appended {

    /** It is on disk, with its payload and its plan, and is this server's to run. */
    record Accepted(Entry entry) implements Appended {}

    /**
     * The same delivery has been accepted before and has not ended. Nothing was written.
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
