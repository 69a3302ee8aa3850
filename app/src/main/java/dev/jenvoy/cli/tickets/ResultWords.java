package dev.jenvoy.cli.tickets;

import dev.jenvoy.ticket.ledger.ShownMove;
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
        return Stream.concat(
                        words(EnumSet.allOf(TicketResult.Weight.class)),
                        Stream.of(ShownMove.UNDER_WAY, ShownMove.IN_DOUBT))
                .iterator();
    }

    /** Returns the results of moves that did not move their ticket, or are in doubt. */
    static List<String> notDone() {
        return Stream.concat(
                        words(EnumSet.complementOf(EnumSet.of(TicketResult.Weight.FINE))),
                        Stream.of(ShownMove.IN_DOUBT))
                .toList();
    }

    private static Stream<String> words(Set<TicketResult.Weight> weights) {
        return Arrays.stream(TicketResult.values())
                .filter(result -> weights.contains(result.weight()))
                .map(TicketResult::word);
    }
}
