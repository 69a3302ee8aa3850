package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.travis.TravisKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done in the background: what senders publish is refreshed, old deliveries deleted, the configuration looked at. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final int STEP = 200;

    /** A journal whose newest delivery is older looks as if the clock had jumped while no server ran. */
    private static final Duration LONG_AGO = Duration.ofDays(1);

    /** How long nothing is deleted then. */
    private static final Duration HOLD = Duration.ofHours(1);

    private final Supplier<Config> config;
    private final GitHubRanges ranges;
    private final TravisKeys travisKeys;
    private final History history;
    private final InstantSource steady;
    private final LongSupplier nanos;
    private final long began;
    private @Nullable Duration hold;

    /**
     * @param steady tells what is old: a clock that jumps ahead must not delete what is not
     * @param nanos a counter as {@link System#nanoTime}
     */
    Housekeeping(
            Supplier<Config> config,
            GitHubRanges ranges,
            TravisKeys travisKeys,
            History history,
            InstantSource steady,
            LongSupplier nanos) {
        this.config = config;
        this.ranges = ranges;
        this.travisKeys = travisKeys;
        this.history = history;
        this.steady = steady;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    void begin(ScheduledExecutorService timer) {
        Future<?> unusedRanges = timer.scheduleWithFixedDelay(quietly(this::refreshRanges), 0, 10, TimeUnit.SECONDS);
        Future<?> unusedKeys =
                timer.scheduleWithFixedDelay(quietly(travisKeys::refreshWhenDue), 0, 10, TimeUnit.SECONDS);
        Future<?> unusedOld = timer.scheduleWithFixedDelay(quietly(this::deleteOld), 60, 60, TimeUnit.SECONDS);
    }

    private void refreshRanges() throws InterruptedException {
        // A change of the file is told in the log within ten seconds, even when no request comes.
        if (config.get().githubIpsOnly()) {
            ranges.refreshWhenDue();
        }
    }

    void deleteOld() {
        if (holdsOff()) {
            return;
        }
        int deleted;
        int all = 0;
        do {
            deleted =
                    history.deleteOlderThan(steady.instant().minus(config.get().retention()), STEP);
            all += deleted;
        } while (deleted > 0 && !Thread.currentThread().isInterrupted());
        if (all > 0) {
            LOG.info("old deliveries deleted deliveries={}", all);
        }
    }

    /** Whether the clock may be wrong since before this start, which no counter tells. Time to set it right is given. */
    private boolean holdsOff() {
        if (hold == null) {
            Instant newest = history.page(HistoryFilter.ALL, OptionalLong.empty(), 1).deliveries().stream()
                    .map(DeliverySummary::received)
                    .findFirst()
                    .orElse(Instant.MAX);
            boolean isLongAgo = newest.isBefore(steady.instant().minus(LONG_AGO));
            hold = isLongAgo ? HOLD : Duration.ZERO;
            if (isLongAgo) {
                LOG.info("nothing is deleted for a while, in case the clock is wrong newest={} hold={}", newest, HOLD);
            }
        }
        return nanos.getAsLong() - began < hold.toNanos();
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static Runnable quietly(Task task) {
        return () -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // The timer would never call again, and say nothing of it.
                LOG.error("background task failed", e);
            }
        };
    }
}
