package dev.jenvoy.ticket.ledger;

import java.util.List;

/**
 * From where to where a ticket goes. A text is empty where it is not known.
 *
 * @param fromState the slug of the state before
 * @param toState the slug of the target
 * @param from the name of the status before, as the tracker writes it
 * @param to the name of the target status
 * @param transition the tracker's own name of the first step
 * @param way the slugs of the states to go through, the last one is the target
 */
public record MoveTrack(String fromState, String toState, String from, String to, String transition, List<String> way) {

    public MoveTrack {
        way = List.copyOf(way);
    }

    /** Goes to the target at once, if there is one. */
    public MoveTrack(String fromState, String toState, String from, String to, String transition) {
        this(fromState, toState, from, to, transition, toState.isEmpty() ? List.of() : List.of(toState));
    }

    /** Nothing is known. */
    public static final MoveTrack UNKNOWN = new MoveTrack("", "", "", "", "");

    /** The ticket is in this status and goes nowhere. */
    public static MoveTrack at(String status) {
        return new MoveTrack("", "", status, "", "");
    }

    /** Returns the same with another target status, where the ticket came to a status beside the one that was aimed at. */
    public MoveTrack arrivedAt(String status) {
        return new MoveTrack(fromState, toState, from, status, transition, way);
    }
}
