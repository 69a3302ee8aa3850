package dev.jenvoy.web.admin.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.figures.Histogram;
import dev.jenvoy.journal.figures.HookRun;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code /api/overview}: whether it is fine. What fails now, deliveries over time by state and by day, the durations of hooks
 * and of the time before, and the queue.
 */
public final class OverviewResource {

    /** Limits the columns to the width of a page. */
    private static final int COLUMNS = 100;

    /** Limits how many runs are read, for all hooks together. */
    private static final int MAX_RUNS = 3_000;

    private static final int MAX_FAILING = 20;

    private final Figures figures;
    private final QueueSamples samples;
    private final InstantSource clock;

    public OverviewResource(Figures figures, QueueSamples samples, InstantSource clock) {
        this.figures = figures;
        this.samples = samples;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/overview", this::show));
    }

    private ApiResult show(AdminRequest request) {
        try {
            return ApiResult.json(200, json(OverviewSpan.of(request, clock.instant(), COLUMNS)));
        } catch (OverviewSpan.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
    }

    private JsonObject json(OverviewSpan span) {
        Histogram counted = figures.histogram(HistoryFilter.ALL, span.from(), span.to(), span.step());
        List<HookRun> runs = runs(span);
        List<HookRun> before = runs(span.before());
        return ApiJson.object()
                .add("step_s", span.step().toSeconds())
                .add("from", span.from())
                .add("to", span.to())
                .add("deliveries", steps(counted))
                .add("complete", counted.complete())
                .add("days", days(counted, span))
                .add(
                        "failing",
                        ApiJson.array(
                                figures.failing(RunStatistics.KINDS, span.from(), MAX_FAILING), DeliveryJson::failing))
                .add("hooks", hooks(runs, before))
                .add("durations", durations(runs, span))
                .add("runs", RunFigures.of(runs).json().done())
                .add("sampled", runs.size() == MAX_RUNS)
                .add("before", before(span.before(), before))
                .add("queue", samples.between(span.from(), span.to()))
                .done();
    }

    private List<HookRun> runs(OverviewSpan span) {
        return figures.runs(RunStatistics.KINDS, span.from(), span.to(), MAX_RUNS);
    }

    private static JsonArray steps(Histogram counted) {
        Map<Instant, ApiJson> steps = new LinkedHashMap<>();
        for (DeliveryCount count : counted.counts()) {
            steps.computeIfAbsent(count.from(), at -> ApiJson.object().add("at", at))
                    .add(ApiJson.word(count.state()), count.deliveries());
        }
        return ApiJson.array(steps.values(), ApiJson::done);
    }

    /** Returns the days; a step belongs to the day in which it begins. */
    private static JsonArray days(Histogram counted, OverviewSpan span) {
        Map<LocalDate, Map<DeliveryState, Integer>> days = new TreeMap<>();
        for (DeliveryCount count : counted.counts()) {
            days.computeIfAbsent(
                            LocalDate.ofInstant(count.from(), span.zone()), day -> new EnumMap<>(DeliveryState.class))
                    .merge(count.state(), count.deliveries(), Integer::sum);
        }
        return ApiJson.array(
                days.entrySet(),
                day -> ApiJson.object()
                        .add("day", day.getKey().toString())
                        .add("from", day.getKey().atStartOfDay(span.zone()).toInstant())
                        .add(
                                "to",
                                day.getKey()
                                        .plusDays(1)
                                        .atStartOfDay(span.zone())
                                        .toInstant())
                        .add("succeeded", day.getValue().getOrDefault(DeliveryState.SUCCEEDED, 0))
                        .add("failed", failed(day.getValue()))
                        .done());
    }

    private static int failed(Map<DeliveryState, Integer> counts) {
        return counts.getOrDefault(DeliveryState.FAILED, 0) + counts.getOrDefault(DeliveryState.SET_ASIDE, 0);
    }

    private JsonObject before(OverviewSpan span, List<HookRun> runs) {
        Histogram counted =
                figures.histogram(HistoryFilter.ALL, span.from(), span.to(), Duration.between(span.from(), span.to()));
        ApiJson deliveries = ApiJson.object();
        counted.counts().forEach(count -> deliveries.add(ApiJson.word(count.state()), count.deliveries()));
        return ApiJson.object()
                .add("from", span.from())
                .add("to", span.to())
                .add("deliveries", deliveries.done())
                .add("complete", counted.complete())
                .add("runs", RunFigures.of(runs).json().done())
                .done();
    }

    private static JsonArray hooks(List<HookRun> runs, List<HookRun> before) {
        Map<String, List<HookRun>> earlier = byName(before);
        return ApiJson.array(
                byName(runs).entrySet(),
                hook -> RunFigures.of(hook.getValue())
                        .json()
                        .add("name", hook.getKey())
                        .add(
                                "before",
                                RunFigures.of(earlier.getOrDefault(hook.getKey(), List.of()))
                                        .json()
                                        .done())
                        .done());
    }

    private static Map<String, List<HookRun>> byName(List<HookRun> runs) {
        return runs.stream().collect(Collectors.groupingBy(HookRun::name, LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the durations in each step; steps without runs are left out. */
    private static JsonArray durations(List<HookRun> runs, OverviewSpan span) {
        Function<HookRun, Instant> step = run -> span.from()
                .plus(span.step()
                        .multipliedBy(Duration.between(span.from(), run.began()).dividedBy(span.step())));
        return ApiJson.array(
                runs.stream()
                        .collect(Collectors.groupingBy(step, TreeMap::new, Collectors.toList()))
                        .entrySet(),
                one -> RunFigures.of(one.getValue())
                        .json()
                        .add("at", one.getKey())
                        .done());
    }
}
