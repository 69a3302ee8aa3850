package dev.jenvoy.ticket.run;

import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the tickets that an attempt moved, and those that the tracker refused. What was known before the attempt is not logged again.
 *
 * @param delivery the id of the delivery, as in all lines about it
 * @param since when the attempt began
 */
record MoveLog(String delivery, Instant since) {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    /** Takes how it ended for one ticket. */
    void ended(TicketMove move) {
        TicketResult result = move.result().orElseThrow();
        if (move.ended().filter(time -> time.isBefore(since)).isPresent()) {
            return;
        }
        if (result == TicketResult.MOVED) {
            LOG.info(
                    "ticket moved ticket={} tracker={} from=\"{}\" to=\"{}\" delivery={}",
                    move.key().ticket(),
                    move.key().tracker(),
                    move.track().from(),
                    move.track().to(),
                    delivery);
        } else if (result.weight() == TicketResult.Weight.REFUSED && result != TicketResult.HOOK_FAILED) {
            LOG.warn(
                    "ticket refused ticket={} tracker={} result={} cause=\"{}\" delivery={}",
                    move.key().ticket(),
                    move.key().tracker(),
                    result.word(),
                    move.note(),
                    delivery);
        }
    }

    /** Logs why not one of the tickets was tried. */
    void none(String tracker, String why) {
        LOG.warn("no ticket moved tracker={} cause=\"{}\" delivery={}", tracker, why, delivery);
    }
}
