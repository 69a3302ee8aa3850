package dev.jenvoy.app;

import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditOptions;
import dev.jenvoy.config.Config;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.storage.StorageOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does background work: refreshes what senders publish, deletes old deliveries, reads the configuration. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final int STEP = 200;

    /** If the newest delivery is older than this, the clock may have jumped while no server ran. */
    private static final Duration LONG_AGO = Duration.ofDays(1);

    /** How long nothing is deleted in that case. */
    private static final Duration HOLD = Duration.ofHours(1);

    private final Supplier<Config> config;
    private final GitHubRanges ranges;
    private final TravisKeys travisKeys;
    private final History history;
    private final AuditLog audit;
    private final RejectedGroups rejections;
    private final Runnable features;
    private final BooleanSupplier leads;
    private final InstantSource steady;
    private final LongSupplier nanos;
    private final long began;
    private @Nullable Duration hold;

    /**
     * @param features lets features follow the configuration
     * @param leads whether this server deletes what is old: one of those that share a journal does
     * @param steady defines what is old; must not jump ahead, because then it would delete too much
     * @param nanos a clock like {@link System#nanoTime}
     */
    Housekeeping(
            Supplier<Config> config,
            GitHubRanges ranges,
            TravisKeys travisKeys,
            History history,
            AuditLog audit,
            RejectedGroups rejections,
            Runnable features,
            BooleanSupplier leads,
            InstantSource steady,
            LongSupplier nanos) {
        this.config = config;
        this.ranges = ranges;
        this.travisKeys = travisKeys;
        this.history = history;
        this.audit = audit;
        this.rejections = rejections;
        this.features = features;
        this.leads = leads;
        this.steady = steady;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    void begin(ScheduledExecutorService timer) {
        Future<?> unusedRanges = timer.scheduleWithFixedDelay(quietly(this::refreshRanges), 0, 10, TimeUnit.SECONDS);
        Future<?> unusedKeys =
                timer.scheduleWithFixedDelay(quietly(travisKeys::refreshWhenDue), 0, 10, TimeUnit.SECONDS);
        Future<?> unusedChat = timer.scheduleWithFixedDelay(quietly(features::run), 0, 10, TimeUnit.SECONDS);
        Future<?> unusedOld = timer.scheduleWithFixedDelay(quietly(this::deleteOld), 60, 60, TimeUnit.SECONDS);
    }

    private void refreshRanges() throws InterruptedException {
        // Reading the configuration also logs a change of its file within ten seconds, even without requests.
        if (config.get().get(GitHubOptions.GROUP).ipsOnly()) {
            ranges.refreshWhenDue();
        }
    }

    void deleteOld() {
        if (!leads.getAsBoolean() || holdsOff()) {
            return;
        }
        audit.forget(steady.instant().minus(config.get().get(AuditOptions.GROUP).retention()));
        rejections.forget(
                steady.instant().minus(config.get().get(StorageOptions.GROUP).retention()));
        int deleted;
        int all = 0;
        do {
            deleted = history.deleteOlderThan(
                    steady.instant()
                            .minus(config.get().get(StorageOptions.GROUP).retention()),
                    STEP);
            all += deleted;
        } while (deleted > 0 && !Thread.currentThread().isInterrupted());
        if (all > 0) {
            LOG.info("old deliveries deleted deliveries={}", all);
        }
    }

    /**
     * Returns whether to wait because the clock may have been wrong since before this start. The wait gives time to set
     * it.
     */
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
                // The executor would silently stop repeating the task.
                LOG.error("background task failed", e);
            }
        };
    }
}
