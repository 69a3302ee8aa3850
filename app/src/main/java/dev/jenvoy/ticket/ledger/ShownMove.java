package dev.jenvoy.ticket.ledger;

/**
 * A record as a list has it.
 *
 * @param waiting whether its delivery has not ended and is still to move the ticket
 */
public record ShownMove(TicketMove move, boolean waiting) {}
