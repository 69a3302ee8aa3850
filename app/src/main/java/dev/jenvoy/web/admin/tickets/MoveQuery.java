package dev.jenvoy.web.admin.tickets;

import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a list of moves.
 *
 * @param before only moves with smaller numbers
 * @param limit how many moves at most
 */
record MoveQuery(MoveFilter filter, OptionalLong before, int limit) {

    private static final int LIMIT = 50;
    private static final int MAX_PAGE_MOVES = 500;

    /** Reports a wrong parameter, in words. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    static MoveQuery of(AdminRequest request) throws Wrong {
        MoveFilter filter = new MoveFilter(
                request.parameter("ticket").map(key -> key.toUpperCase(Locale.ROOT)),
                request.parameter("tracker"),
                results(request),
                number(request, "entry"),
                since(request));
        OptionalLong limit = number(request, "limit");
        if (limit.isPresent() && (limit.getAsLong() < 1 || limit.getAsLong() > MAX_PAGE_MOVES)) {
            throw new Wrong("limit: expected 1 to " + MAX_PAGE_MOVES);
        }
        return new MoveQuery(filter, number(request, "before"), (int) limit.orElse(LIMIT));
    }

    private static Set<TicketResult> results(AdminRequest request) throws Wrong {
        Set<TicketResult> results = EnumSet.noneOf(TicketResult.class);
        for (String word : request.parameters("result")) {
            results.add(TicketResult.of(word)
                    .orElseThrow(() -> new Wrong(Arrays.stream(TicketResult.values())
                            .map(TicketResult::word)
                            .collect(Collectors.joining(", ", "result: expected one of ", "")))));
        }
        return results;
    }

    private static OptionalLong number(AdminRequest request, String name) throws Wrong {
        Optional<String> text = request.parameter(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = AdminRequest.number(text.get(), Long.MAX_VALUE);
        if (number.isEmpty()) {
            throw new Wrong(name + ": expected a number");
        }
        return number;
    }

    private static Optional<Instant> since(AdminRequest request) throws Wrong {
        Optional<String> text = request.parameter("since");
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            throw new Wrong("since: expected a time like 2026-03-01T12:00:00Z");
        }
    }
}
