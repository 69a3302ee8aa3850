package dev.jenvoy.ticket.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of the ledger: what a happening did, or is about to do, to one ticket.
 *
 * @param id its number, which grows with time; 0 before it is stored
 * @param key what makes it one and the same
 * @param cause what asked for it
 * @param url the ticket's address for people; empty if unknown
 * @param track from where to where
 * @param result how it ended; empty while the tracker may be moving the ticket, or was when the server died
 * @param note more about the result, one line without secrets; may be empty
 * @param decided when it was decided
 * @param ended when the result was known
 */
public record TicketMove(
        long id,
        MoveKey key,
        MoveCause cause,
        String url,
        MoveTrack track,
        Optional<TicketResult> result,
        String note,
        Instant decided,
        Optional<Instant> ended) {

    /** The word of a move in doubt, where others have that of their result. */
    public static final String IN_DOUBT = "in_doubt";

    /** Makes a record of a ticket about which nothing is known yet. */
    public static TicketMove of(MoveKey key, MoveCause cause, Instant now) {
        return new TicketMove(0, key, cause, "", MoveTrack.UNKNOWN, Optional.empty(), "", now, Optional.empty());
    }

    /** Returns whether the tracker was asked to move the ticket and it is not known whether it did. */
    public boolean isInDoubt() {
        return result.isEmpty();
    }

    /** Returns it for the ticket under another key. */
    public TicketMove under(String ticket) {
        return new TicketMove(
                id,
                new MoveKey(key.tracker(), ticket, key.occasion()),
                cause,
                url,
                track,
                result,
                note,
                decided,
                ended);
    }

    /** Returns it asked for by the delivery of another one about the same happening, whose place among others stays. */
    public TicketMove askedBy(TicketMove other) {
        return because(cause.by(other.cause().entry()));
    }

    /** Returns it with a place among happenings that is not after that of an earlier record of the same one. */
    public TicketMove notAfter(TicketMove earlier) {
        return because(cause.notAfter(earlier.cause()));
    }

    private TicketMove because(MoveCause other) {
        return new TicketMove(id, key, other, url, track, result, note, decided, ended);
    }

    /** Returns the word of its result. */
    public String word() {
        return result.map(TicketResult::word).orElse(IN_DOUBT);
    }

    /** Returns it with what is known of the ticket. */
    public TicketMove at(String address, MoveTrack way) {
        return new TicketMove(id, key, cause, address, way, result, note, decided, ended);
    }

    /** Returns it ended. */
    public TicketMove ended(TicketResult how, String why, Instant now) {
        return new TicketMove(id, key, cause, url, track, Optional.of(how), why, decided, Optional.of(now));
    }

    /** Returns the line that says so in the output of its action. */
    public String line() {
        String ticket = key.ticket();
        if (result.isEmpty()) {
            return ticket + " may have moved";
        }
        String more = note.isEmpty() ? "" : note;
        return switch (result.get()) {
            case MOVED -> ticket + " " + track.from() + " -> " + track.to() + (more.isEmpty() ? "" : " (" + more + ")");
            case ALREADY -> ticket + " is " + track.from() + " already";
            case FINAL -> ticket + " is " + track.from() + ", the last state";
            case HOOK_FAILED -> ticket + " not moved: " + more;
            default -> ticket + " " + said() + (more.isEmpty() ? "" : ": " + more);
        };
    }

    private String said() {
        return switch (result.orElseThrow().weight()) {
            case FINE -> "left alone";
            case REFUSED -> "refused";
            case SHUT -> "not tried";
            case LATER -> "later";
        };
    }
}
