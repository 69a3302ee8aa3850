package dev.jenvoy.web.admin.status;

import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.figures.HookRun;
import dev.jenvoy.web.admin.http.ApiJson;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Figures of some runs.
 *
 * @param counted how many there are
 * @param failures how many failed; those that were cancelled or cut short by the end of the server do not count
 * @param total how long all of them took together
 * @param median the median duration; empty without runs
 * @param slow the 95th percentile of durations
 */
record RunFigures(int counted, int failures, Duration total, Optional<Duration> median, Optional<Duration> slow) {

    static RunFigures of(Collection<HookRun> runs) {
        List<Duration> times = runs.stream().map(HookRun::took).sorted().toList();
        int failures =
                (int) runs.stream().filter(run -> run.status() == Status.FAILED).count();
        return new RunFigures(
                times.size(),
                failures,
                times.stream().reduce(Duration.ZERO, Duration::plus),
                at(times, 50),
                at(times, 95));
    }

    private static Optional<Duration> at(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }

    ApiJson json() {
        return ApiJson.object()
                .add("runs", counted)
                .add("failures", failures)
                .add("total_ms", total)
                .add("median_ms", median.orElse(null))
                .add("p95_ms", slow.orElse(null));
    }
}
