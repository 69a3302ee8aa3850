package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.hook.run.CommandKind;
import dev.jenvoy.hook.run.HookKind;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.web.admin.http.ApiJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statistics of the last runs of one hook.
 *
 * @param last the newest run, ended or not
 * @param counted the number of ended runs
 * @param failures the number of failed runs
 * @param median the median duration; empty if no run has ended
 * @param slow the 95th percentile of durations
 * @param recent the newest runs, at most {@link #MOST_RECENT}, newest first
 */
public record RunStatistics(
        RunSummary last,
        int counted,
        int failures,
        Optional<Duration> median,
        Optional<Duration> slow,
        List<RunSummary> recent) {

    /** How many runs of a hook a list shows. */
    public static final int MOST_RECENT = 20;

    /** Names the kinds of action that start a program of the operator. Messages and moved tickets have their own pages. */
    public static final Set<String> KINDS = Set.of(HookKind.KIND, CommandKind.KIND);

    /** Limits how many runs are read, for all hooks together. */
    public static final int MAX_RUNS = 1_000;

    /** Groups runs by the hook's name. Ignores actions that were dropped before they started. */
    public static Map<String, RunStatistics> of(List<RunSummary> newestFirst) {
        Map<String, List<RunSummary>> byName = new LinkedHashMap<>();
        for (RunSummary run : newestFirst) {
            if (run.attempt() > 0) {
                byName.computeIfAbsent(run.name(), name -> new ArrayList<>()).add(run);
            }
        }
        Map<String, RunStatistics> statistics = new LinkedHashMap<>();
        byName.forEach((name, runs) -> statistics.put(name, ofOne(runs)));
        return statistics;
    }

    private static RunStatistics ofOne(List<RunSummary> runs) {
        List<Duration> times =
                runs.stream().flatMap(run -> run.took().stream()).sorted().toList();
        int failures = (int) runs.stream().filter(RunStatistics::isFailure).count();
        List<RunSummary> recent = List.copyOf(runs.subList(0, Math.min(MOST_RECENT, runs.size())));
        return new RunStatistics(runs.get(0), times.size(), failures, at(times, 50), at(times, 95), recent);
    }

    private static Optional<Duration> at(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }

    /** Returns whether a run failed. A run that was cancelled or cut short by the end of the server does not count. */
    private static boolean isFailure(RunSummary run) {
        return run.status().filter(status -> status == Status.FAILED).isPresent();
    }

    /**
     * Returns the result as one word: {@code running}, {@code succeeded}, {@code failed} after an exit code, else how
     * it ended.
     */
    public static String word(RunSummary run) {
        if (run.ending().isEmpty()) {
            return "running";
        }
        if (run.ending().get() != Ending.EXITED) {
            return ApiJson.word(run.ending().get());
        }
        return ApiJson.word(run.status().orElseThrow());
    }
}
