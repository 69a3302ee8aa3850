package dev.jenvoy.cli.tickets;

import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The results of moves, which a shell completes. */
final class ResultWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return words(EnumSet.allOf(TicketResult.Weight.class)).iterator();
    }

    /** Returns the results of moves that did not move their ticket, or are in doubt. */
    static List<String> notDone() {
        return words(EnumSet.complementOf(EnumSet.of(TicketResult.Weight.FINE)));
    }

    private static List<String> words(Set<TicketResult.Weight> weights) {
        Stream<String> results = Arrays.stream(TicketResult.values())
                .filter(result -> weights.contains(result.weight()))
                .map(TicketResult::word);
        return Stream.concat(results, Stream.of(TicketMove.IN_DOUBT)).toList();
    }
}
