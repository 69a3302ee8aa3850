package dev.jenvoy.ticket.run;

import dev.jenvoy.ticket.ledger.TicketMove;

/** Learns how every try to move a ticket ended, for measuring. Called on the thread that moves it; must not block. */
@FunctionalInterface
public interface MoveListener {

    /** Ignores everything. */
    MoveListener NONE = move -> {};

    /**
     * Called after each try, also if the tracker was not asked.
     *
     * @param move the record, with a result
     */
    void ended(TicketMove move);
}
