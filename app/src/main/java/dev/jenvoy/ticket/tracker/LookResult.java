package dev.jenvoy.ticket.tracker;

/** How a look at a ticket ended. */
public sealed interface LookResult permits LookResult.Found, TrackerFailure {

    /** The tracker has the ticket. */
    record Found(Ticket ticket) implements LookResult {}
}
