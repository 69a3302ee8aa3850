package dev.jenvoy.web.admin.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.History;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /api/overview}: shows deliveries over time by state, the durations of hooks, and the queue. */
public final class OverviewResource {

    private static final int HOURS = 24;
    private static final int MOST_HOURS = 8_760;

    /** Limits the columns to the width of a page. */
    private static final int COLUMNS = 100;

    /** Steps that are easy to read, in seconds. */
    private static final long[] STEPS = {60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800
    };

    private final History history;
    private final QueueSamples samples;
    private final InstantSource clock;

    public OverviewResource(History history, QueueSamples samples, InstantSource clock) {
        this.history = history;
        this.samples = samples;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/overview", this::show));
    }

    private ApiResult show(AdminRequest request) {
        Optional<String> asked = request.parameter("hours");
        OptionalLong hours = asked.isEmpty() ? OptionalLong.of(HOURS) : AdminRequest.number(asked.get(), MOST_HOURS);
        if (hours.isEmpty() || hours.getAsLong() == 0) {
            return ApiResult.error(400, "hours: expected 1 to " + MOST_HOURS);
        }
        return ApiResult.json(200, json(Duration.ofHours(hours.getAsLong())));
    }

    private JsonObject json(Duration span) {
        Instant to = clock.instant();
        long step = step(span);
        Instant from = Instant.ofEpochSecond(to.minus(span).getEpochSecond() / step * step);
        return ApiJson.object()
                .add("step_s", step)
                .add("from", from)
                .add("to", to)
                .add("deliveries", deliveries(from, to, Duration.ofSeconds(step)))
                .add("hooks", hooks(from))
                .add("queue", samples.between(from, to))
                .done();
    }

    private static long step(Duration span) {
        for (long step : STEPS) {
            if (span.toSeconds() / step <= COLUMNS) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    private JsonArray deliveries(Instant from, Instant to, Duration step) {
        Map<Instant, ApiJson> steps = new LinkedHashMap<>();
        for (DeliveryCount count : history.counts(from, to, step)) {
            steps.computeIfAbsent(count.from(), at -> ApiJson.object().add("at", at))
                    .add(ApiJson.word(count.state()), count.deliveries());
        }
        return ApiJson.array(steps.values(), ApiJson::done);
    }

    /** Returns statistics of the last runs that began after this time. */
    private JsonArray hooks(Instant from) {
        Map<String, RunStatistics> statistics =
                RunStatistics.of(history.recentRuns(RunStatistics.KINDS, RunStatistics.MAX_RUNS).stream()
                        .filter(run -> !run.began().isBefore(from))
                        .toList());
        return ApiJson.array(
                statistics.entrySet(),
                entry -> ApiJson.object()
                        .add("name", entry.getKey())
                        .add("runs", entry.getValue().counted())
                        .add("failures", entry.getValue().failures())
                        .add("median_ms", entry.getValue().median().orElse(null))
                        .add("p95_ms", entry.getValue().slow().orElse(null))
                        .done());
    }
}
