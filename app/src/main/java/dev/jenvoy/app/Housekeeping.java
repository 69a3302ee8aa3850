package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.journal.History;
import dev.jenvoy.source.GitHubRanges;
import dev.jenvoy.source.TravisKeys;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done in the background: what senders publish is refreshed, old deliveries deleted, the configuration looked at. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int STEP = 200;

    private final Supplier<Config> config;
    private final GitHubRanges ranges;
    private final TravisKeys travisKeys;
    private final History history;
    private final InstantSource clock;

    Housekeeping(
            Supplier<Config> config, GitHubRanges ranges, TravisKeys travisKeys, History history, InstantSource clock) {
        this.config = config;
        this.ranges = ranges;
        this.travisKeys = travisKeys;
        this.history = history;
        this.clock = clock;
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

    private void deleteOld() {
        int deleted;
        int all = 0;
        do {
            deleted = history.deleteOlderThan(clock.instant().minus(config.get().retention()), STEP);
            all += deleted;
        } while (deleted > 0 && !Thread.currentThread().isInterrupted());
        if (all > 0) {
            LOG.info("old deliveries deleted deliveries={}", all);
        }
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
