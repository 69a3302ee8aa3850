package dev.jenvoy.ticket.ledger;

/**
 * A record as a list has it.
 *
 * @param waiting whether its delivery has not ended and is still to move the ticket
 */
public record ShownMove(TicketMove move, boolean waiting) {

    /** The word of a move whose result is not known yet, because its delivery has not ended. */
    public static final String UNDER_WAY = "under_way";

    /** The word of a move whose delivery has ended, and of which it is not known whether the tracker carried it out. */
    public static final String IN_DOUBT = TicketMove.IN_DOUBT;

    /** Returns the word of its result, or of the state in which it is without a result. */
    public String word() {
        return move.result().map(TicketResult::word).orElse(waiting ? UNDER_WAY : IN_DOUBT);
    }
}
