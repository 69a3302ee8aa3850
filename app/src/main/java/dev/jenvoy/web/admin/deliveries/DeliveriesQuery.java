package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The parameters of a list of deliveries.
 *
 * @param before the cursor of the page
 * @param limit maximum number of deliveries
 */
public record DeliveriesQuery(HistoryFilter filter, OptionalLong before, int limit) {

    private static final int LIMIT = 50;
    private static final int MAX_PAGE_DELIVERIES = 500;

    private static final List<String> FILTERS =
            List.of("source", "event", "owner", "repository", "branch", "state", "text", "from", "to");

    /** Reports an invalid parameter. The message names it and the expected value. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    /** Reads the parameters of a request. */
    public static DeliveriesQuery of(AdminRequest request) throws Wrong {
        HistoryFilter filter = read(request);
        OptionalLong before = OptionalLong.empty();
        Optional<String> cursor = request.parameter("cursor");
        if (cursor.isPresent()) {
            before = AdminRequest.number(cursor.get(), Long.MAX_VALUE);
            if (before.isEmpty()) {
                throw new Wrong("cursor: expected the \"next\" of the page before");
            }
        }
        return new DeliveriesQuery(filter, before, limit(request));
    }

    /**
     * Reads a filter by which deliveries are changed. A parameter that is no filter is wrong: a mistyped one would otherwise
     * select far more than was meant.
     */
    public static HistoryFilter filter(AdminRequest request) throws Wrong {
        Optional<String> unknown = request.query().keySet().stream()
                .filter(name -> !FILTERS.contains(name))
                .sorted()
                .findFirst();
        if (unknown.isPresent()) {
            throw new Wrong("no such filter: " + unknown.get() + "; expected " + String.join(", ", FILTERS));
        }
        return read(request);
    }

    private static HistoryFilter read(AdminRequest request) throws Wrong {
        return new HistoryFilter(
                request.parameter("source"),
                request.parameter("event"),
                request.parameter("owner"),
                request.parameter("repository"),
                request.parameter("branch"),
                states(request),
                text(request),
                time(request, "from"),
                time(request, "to"));
    }

    private static int limit(AdminRequest request) throws Wrong {
        Optional<String> text = request.parameter("limit");
        if (text.isEmpty()) {
            return LIMIT;
        }
        OptionalLong limit = AdminRequest.number(text.get(), MAX_PAGE_DELIVERIES);
        if (limit.isEmpty() || limit.getAsLong() < 1) {
            throw new Wrong("limit: expected 1 to " + MAX_PAGE_DELIVERIES);
        }
        return (int) limit.getAsLong();
    }

    private static Optional<String> text(AdminRequest request) throws Wrong {
        Optional<String> text = request.parameter("text");
        if (text.isPresent() && !HistoryFilter.isSearchable(text.get())) {
            throw new Wrong("text: expected at most " + HistoryFilter.LONGEST_TEXT + " characters, without NUL");
        }
        return text;
    }

    private static Set<DeliveryState> states(AdminRequest request) throws Wrong {
        Set<DeliveryState> states = new HashSet<>();
        for (String word : request.parameters("state")) {
            try {
                states.add(DeliveryState.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new Wrong("state: expected queued, running, succeeded, failed, cancelled, superseded, set_aside,"
                        + " pong, skipped or unmatched");
            }
        }
        return states;
    }

    private static Optional<Instant> time(AdminRequest request, String name) throws Wrong {
        Optional<String> text = request.parameter(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
        } catch (DateTimeParseException e) {
            throw new Wrong(name + ": expected a time like 2026-03-01T12:00:00Z");
        }
    }
}
