package dev.jenvoy.ticket.ledger;

/**
 * From where to where a ticket goes. A text is empty where it is not known.
 *
 * @param fromState the slug of the state before
 * @param toState the slug of the target
 * @param from the name of the status before, as the tracker writes it
 * @param to the name of the target status
 * @param transition the tracker's own name of the step
 */
public record MoveTrack(String fromState, String toState, String from, String to, String transition) {

    /** Nothing is known. */
    public static final MoveTrack UNKNOWN = new MoveTrack("", "", "", "", "");

    /** The ticket is in this status and goes nowhere. */
    public static MoveTrack at(String status) {
        return new MoveTrack("", "", status, "", "");
    }

    /** Returns the same with another target status, where the ticket came to a status beside the one that was aimed at. */
    public MoveTrack arrivedAt(String status) {
        return new MoveTrack(fromState, toState, from, status, transition);
    }
}
