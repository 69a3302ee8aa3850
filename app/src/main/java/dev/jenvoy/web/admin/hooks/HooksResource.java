package dev.jenvoy.web.admin.hooks;

import com.google.gson.JsonObject;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.RunCondition;
import dev.jenvoy.hook.head.HeadLine;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.lint.NameInterpretation;
import dev.jenvoy.hook.schedule.CronSchedule;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/hooks}: lists the files of the hooks folder, the deliveries that each matches, and its last runs. */
public final class HooksResource {

    private final Supplier<HookSettings> settings;
    private final History history;
    private final HookHeads heads = new HookHeads(InstantSource.system());

    public HooksResource(Supplier<HookSettings> settings, History history) {
        this.settings = settings;
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/hooks", request -> ApiResult.json(200, json())));
    }

    private JsonObject json() {
        HookSettings now = settings.get();
        HookCatalogue catalogue = HookCatalogue.of(now, heads);
        Map<String, RunStatistics> statistics =
                RunStatistics.of(history.recentRuns(RunStatistics.KINDS, RunStatistics.MAX_RUNS));
        List<String> general = catalogue.findings().stream()
                .filter(finding -> finding.path().isEmpty())
                .map(Finding::text)
                .toList();
        return ApiJson.object()
                .add("hooks_path", now.folder().toString())
                .add("child_hooks", now.rule().word())
                .add("common_names", now.commonNames())
                .add(
                        "hooks",
                        ApiJson.array(
                                catalogue.files(), file -> json(file, catalogue, now, statistics.get(file.path()))))
                .add("warnings", ApiJson.texts(general))
                .done();
    }

    private static JsonObject json(
            HookListing file, HookCatalogue catalogue, HookSettings now, @Nullable RunStatistics statistics) {
        List<String> warnings = catalogue.findings().stream()
                .filter(finding -> finding.path().equals(file.path()))
                .map(Finding::text)
                .toList();
        ApiJson json = ApiJson.object()
                .add("name", file.path())
                .add("runs", file.never().isEmpty())
                .add("why_not", file.never().orElse(null))
                .add(
                        "answers_to",
                        ApiJson.texts(file.readings().stream()
                                .map(NameInterpretation::words)
                                .toList()))
                .add("common_events", ApiJson.texts(now.commonNames() ? file.commonEvents() : List.of()))
                .add("warnings", ApiJson.texts(warnings))
                .add("options", options(HookHeads.options(file.path(), file.head(), now)));
        if (!file.head().isEmpty()) {
            json.add("head", ApiJson.array(file.head().lines(), HooksResource::line));
        }
        if (statistics == null) {
            return json.add("runs_counted", 0).add("failures", 0).done();
        }
        return json.add("last", last(statistics.last()))
                .add("runs_counted", statistics.counted())
                .add("failures", statistics.failures())
                .add("median_ms", statistics.median().orElse(null))
                .add("p95_ms", statistics.slow().orElse(null))
                .done();
    }

    /** Leaves out the expression of a variable, because people write tokens into variables. */
    private static JsonObject line(HeadLine line) {
        return ApiJson.object()
                .add("line", line.number())
                .add("key", line.key())
                .add("value", line.key().startsWith("env.") ? "" : line.value())
                .done();
    }

    /** Shows only the names of environment variables, because their values often contain tokens. */
    private static JsonObject options(HookOptions options) {
        return ApiJson.object()
                .add("timeout_ms", options.timeout())
                .add("kill_grace_ms", options.killGrace())
                .add("max_output", options.maxOutput())
                .add("answer_output", options.answerOutput())
                .add("retries", options.retries())
                .add("concurrency", options.concurrency())
                .add("debounce_ms", options.debounce().isZero() ? null : options.debounce())
                .add("schedule", options.schedule().map(CronSchedule::text).orElse(null))
                .add("catch_up", options.catchesUp())
                .add("on", options.on().map(RunCondition::word).orElse(null))
                .add("user", options.user().orElse(null))
                .add("on_crash", options.rerun() ? "rerun" : "fail")
                .add("env", ApiJson.texts(new TreeSet<>(options.environment().keySet())))
                .add("secrets", ApiJson.texts(new TreeSet<>(options.secrets().keySet())))
                .done();
    }

    private static JsonObject last(RunSummary run) {
        return ApiJson.object()
                .add("entry", run.entry())
                .add("outcome", RunStatistics.word(run))
                .add("at", run.began())
                .add("took_ms", run.took().orElse((Duration) null))
                .done();
    }
}
