package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.web.admin.http.ApiJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last runs of one hook came to.
 *
 * @param last the newest one, ended or not
 * @param counted how many have ended
 * @param failures how many of those badly
 * @param median how long half of them took at most; empty where none has ended
 * @param slow how long 95 of 100 took at most
 */
public record RunStatistics(
        RunSummary last, int counted, int failures, Optional<Duration> median, Optional<Duration> slow) {

    /** So many runs are looked at, of all hooks together. */
    public static final int MAX_RUNS = 1_000;

    /** By the hook's name; actions that were dropped without a start do not count. */
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
        return new RunStatistics(runs.get(0), times.size(), failures, at(times, 50), at(times, 95));
    }

    private static Optional<Duration> at(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }

    /** Whether a run has ended badly. What somebody cancelled, or the server's end cut short, says nothing of a hook. */
    private static boolean isFailure(RunSummary run) {
        return run.status().filter(status -> status == Status.FAILED).isPresent();
    }

    /** In a word: {@code running}, {@code succeeded}, {@code failed} after an exit code, else how it ended. */
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
