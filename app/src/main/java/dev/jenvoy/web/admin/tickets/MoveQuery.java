package dev.jenvoy.web.admin.tickets;

import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.ShownMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

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
                since(request),
                waiting(request));
        OptionalLong limit = number(request, "limit");
        if (limit.isPresent() && (limit.getAsLong() < 1 || limit.getAsLong() > MAX_PAGE_MOVES)) {
            throw new Wrong("limit: expected 1 to " + MAX_PAGE_MOVES);
        }
        return new MoveQuery(filter, number(request, "before"), (int) limit.orElse(LIMIT));
    }

    private static Set<String> results(AdminRequest request) throws Wrong {
        Set<String> results = new HashSet<>(request.parameters("result"));
        List<String> known = Stream.concat(
                        Arrays.stream(TicketResult.values()).map(TicketResult::word),
                        Stream.of(ShownMove.UNDER_WAY, ShownMove.IN_DOUBT))
                .toList();
        if (!known.containsAll(results)) {
            throw new Wrong("result: expected one of " + String.join(", ", known));
        }
        return results;
    }

    private static Optional<Boolean> waiting(AdminRequest request) throws Wrong {
        Optional<String> text = request.parameter("waiting");
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            throw new Wrong("waiting: expected true or false");
        }
        return text.map("true"::equals);
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
