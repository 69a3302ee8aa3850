package dev.jenvoy.cli.tickets;

import dev.jenvoy.ticket.ledger.TicketResult;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The results of moves, which a shell completes. */
final class ResultWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(TicketResult.values()).map(TicketResult::word).iterator();
    }

    /** Returns the results of moves that were refused, and of those not tried because their tracker could not be used. */
    static List<String> refused() {
        return Arrays.stream(TicketResult.values())
                .filter(result ->
                        result.weight() == TicketResult.Weight.REFUSED || result.weight() == TicketResult.Weight.SHUT)
                .map(TicketResult::word)
                .toList();
    }
}
