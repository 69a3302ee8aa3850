package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the delivery that a path names: by the number of its entry, by the id that its sender gave it, or by the beginning of
 * an id. The only place that knows these forms.
 */
public final class EntryReference {

    /** The minimum length of the beginning of an id. A shorter text is more likely a mistyped number. */
    public static final int SHORTEST = 4;

    private static final String VARIABLE = "entry";
    private static final int PAGE = 500;

    /** The form of delivery ids that the server accepts. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final History history;

    public EntryReference(History history) {
        this.history = history;
    }

    /** Lets a route with an {@code {entry}} take the other forms, too: its handler always gets a number. */
    public Route resolving(Route route) {
        if (!route.template().contains("{" + VARIABLE + "}")) {
            return route;
        }
        return new Route(
                route.method(),
                route.template(),
                request -> {
                    String text = request.variable(VARIABLE);
                    OptionalLong number = AdminRequest.number(text, Long.MAX_VALUE);
                    if (number.isPresent() && (text.length() < SHORTEST || exists(number.getAsLong()))) {
                        return route.handler().handle(request);
                    }
                    if (text.length() < SHORTEST || !ID.matcher(text).matches()) {
                        return DeliveriesResource.unknown();
                    }
                    Map<String, Long> found = search(text);
                    if (found.size() > 1) {
                        return ApiResult.error(
                                409,
                                found.size() + " deliveries have ids that begin with " + text
                                        + ": give more characters");
                    }
                    return found.isEmpty()
                            ? DeliveriesResource.unknown()
                            : route.handler()
                                    .handle(named(
                                            request, found.values().iterator().next()));
                },
                route.lists(),
                route.maxBodyBytes());
    }

    private boolean exists(long entry) {
        return !history.summaries(List.of(entry)).isEmpty();
    }

    private static AdminRequest named(AdminRequest request, long entry) {
        Map<String, String> variables = new HashMap<>(request.variables());
        variables.put(VARIABLE, String.valueOf(entry));
        return request.with(variables);
    }

    /** Returns the newest delivery of each id that is meant: of this id alone if there is one, else of those that begin so. */
    private Map<String, Long> search(String text) {
        HistoryFilter filter = new HistoryFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.of(text),
                Optional.empty(),
                Optional.empty());
        Map<String, Long> byBeginning = new LinkedHashMap<>();
        OptionalLong before = OptionalLong.empty();
        do {
            HistoryPage page = history.page(filter, before, PAGE);
            for (DeliverySummary delivery : page.deliveries()) {
                String id = delivery.key().id();
                if (id.equals(text)) {
                    return Map.of(id, delivery.entry());
                }
                if (id.startsWith(text)) {
                    byBeginning.putIfAbsent(id, delivery.entry());
                }
            }
            before = page.next();
        } while (before.isPresent());
        return byBeginning;
    }
}
