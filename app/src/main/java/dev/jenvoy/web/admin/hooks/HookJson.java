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
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.ApiJson;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes hooks in the format of the API. */
final class HookJson {

    private HookJson() {}

    /** Returns a hook as an item of the list. */
    static ApiJson item(
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
            json.add("head", ApiJson.array(file.head().lines(), HookJson::line));
        }
        if (statistics == null) {
            return json.add("runs_counted", 0).add("failures", 0);
        }
        return json.add("last", run(statistics.last()))
                .add("runs_counted", statistics.counted())
                .add("failures", statistics.failures())
                .add("median_ms", statistics.median().orElse(null))
                .add("p95_ms", statistics.slow().orElse(null))
                .add("recent", ApiJson.array(statistics.recent(), HookJson::run));
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
                .add("on_cutoff", options.outlivesCutOff() ? "keep" : null)
                .add("env", ApiJson.texts(new TreeSet<>(options.environment().keySet())))
                .add("secrets", ApiJson.texts(new TreeSet<>(options.secrets().keySet())))
                .done();
    }

    /** Returns a run with its delivery. */
    static JsonObject run(RunSummary run) {
        return ApiJson.object()
                .add("entry", run.entry())
                .add("attempt", run.attempt())
                .add("outcome", RunStatistics.word(run))
                .add("at", run.began())
                .add("took_ms", run.took().orElse((Duration) null))
                .done();
    }
}
