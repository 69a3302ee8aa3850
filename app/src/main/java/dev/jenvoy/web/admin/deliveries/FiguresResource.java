package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.figures.Histogram;
import dev.jenvoy.journal.figures.KnownNames;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.PlotSteps;
import dev.jenvoy.web.admin.http.Route;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /api/histogram} and {@code /api/names}: what is shown above a list of deliveries. */
public final class FiguresResource {

    private static final int COLUMNS = 120;
    private static final int MAX_NAMES = 500;

    /** The shortest time that is shown. */
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    private final Figures figures;
    private final InstantSource clock;

    public FiguresResource(Figures figures, InstantSource clock) {
        this.figures = figures;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/histogram", this::histogram).listing("state"),
                new Route("GET", "/api/names", this::names));
    }

    private ApiResult histogram(AdminRequest request) {
        HistoryFilter filter;
        ZoneId zone;
        try {
            filter = DeliveriesQuery.of(request).filter();
            zone = ZoneId.of(request.parameter("zone").orElse("UTC"));
        } catch (DeliveriesQuery.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            return ApiResult.error(400, "zone: expected the name of a time zone like Europe/Berlin");
        }
        Instant now = clock.instant();
        Instant to = filter.to().filter(now::isAfter).orElse(now);
        Instant oldest = figures.oldest().filter(to::isAfter).orElse(to);
        Instant from =
                filter.from().filter(oldest::isBefore).filter(to::isAfter).orElse(oldest);
        if (Duration.between(from, to).compareTo(SHORTEST) < 0 && filter.from().isEmpty()) {
            from = to.minus(SHORTEST);
        }
        return ApiResult.json(200, json(filter, from, to, zone));
    }

    private JsonObject json(HistoryFilter filter, Instant from, Instant to, ZoneId zone) {
        Duration step = PlotSteps.of(Duration.between(from, to), COLUMNS);
        Instant begin = PlotSteps.floor(from, step, zone, to);
        Histogram counted = figures.histogram(filter, begin, to.isAfter(begin) ? to : begin.plus(step), step);
        Map<Instant, ApiJson> steps = new LinkedHashMap<>();
        Map<DeliveryState, Integer> totals = new EnumMap<>(DeliveryState.class);
        for (DeliveryCount count : counted.counts()) {
            steps.computeIfAbsent(count.from(), at -> ApiJson.object().add("at", at))
                    .add(ApiJson.word(count.state()), count.deliveries());
            totals.merge(count.state(), count.deliveries(), Integer::sum);
        }
        ApiJson all = ApiJson.object();
        totals.forEach((state, deliveries) -> all.add(ApiJson.word(state), deliveries));
        return ApiJson.object()
                .add("step_s", step.toSeconds())
                .add("from", begin)
                .add("to", to)
                .add("counted_from", counted.from())
                .add("complete", counted.complete())
                .add("totals", all.done())
                .add("deliveries", ApiJson.array(steps.values(), ApiJson::done))
                .done();
    }

    private ApiResult names(AdminRequest request) {
        Optional<String> owner = request.parameter("owner");
        Optional<String> repository = request.parameter("repository");
        List<KnownNames> names = figures.names();
        Stream<KnownNames> ofRepository = names.stream()
                .filter(one -> owner.isEmpty() || one.owner().equals(owner))
                .filter(one -> repository.isEmpty() || one.repository().equals(repository));
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("sources", texts(names.stream(), one -> Optional.of(one.source())))
                        .add("events", texts(names.stream(), one -> Optional.of(one.event())))
                        .add("repositories", texts(names.stream(), FiguresResource::full))
                        .add("branches", texts(ofRepository, KnownNames::branch))
                        .done());
    }

    private static Optional<String> full(KnownNames names) {
        return names.repository()
                .map(name -> names.owner().map(owner -> owner + "/").orElse("") + name);
    }

    private static JsonArray texts(Stream<KnownNames> names, Function<KnownNames, Optional<String>> which) {
        return ApiJson.texts(names.map(which)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .limit(MAX_NAMES)
                .toList());
    }
}
