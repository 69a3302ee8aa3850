package dev.jenvoy.app.cluster;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.journal.share.DistantLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the logs of actions that run here to servers where somebody looks at them. Looks twice a second who does. */
final class LogRelay {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** As much of one log as is given at once. */
    private static final int ROUNDS = 16;

    private final LiveOutput outputs;
    private final DistantLogs distant;

    /** Used by one thread. */
    private final Map<Long, Carried> carried = new HashMap<>();

    LogRelay(LiveOutput outputs, DistantLogs distant) {
        this.outputs = outputs;
        this.distant = distant;
    }

    /** Begins to look. */
    void begin(ScheduledExecutorService timer) {
        Future<?> unusedTask = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        look();
                    } catch (RuntimeException e) {
                        LOG.debug("logs are not carried to other servers now", e);
                    }
                },
                PAUSE.toMillis(),
                PAUSE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void look() {
        Set<Long> followed = distant.followed();
        followed.forEach(entry -> carried.computeIfAbsent(entry, Carried::new));
        carried.values().removeIf(one -> {
            boolean isOver = !followed.contains(one.entry);
            if (isOver) {
                one.end();
            }
            return isOver;
        });
        carried.values().forEach(Carried::carry);
    }

    /** The log of one delivery, as far as it was given. */
    private final class Carried {

        private final long entry;
        private final Runnable follower;
        private volatile LiveOutput.@Nullable Running latest;
        private LiveOutput.@Nullable Running given;
        private long next;

        Carried(long entry) {
            this.entry = entry;
            this.follower = outputs.follow(entry, running -> latest = running);
        }

        void carry() {
            LiveOutput.Running running = latest;
            if (running == null) {
                return;
            }
            if (!running.equals(given)) {
                given = running;
                next = 0;
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    List<LogPiece> pieces = running.log().read(next);
                    if (pieces.isEmpty()) {
                        return;
                    }
                    distant.put(entry, running.position(), running.attempt(), pieces);
                    next = pieces.get(pieces.size() - 1).next();
                }
            } catch (IOException e) {
                LOG.debug("the log of an action has ended entry={}", entry, e);
            }
        }

        void end() {
            follower.run();
            if (given != null) {
                distant.forget(entry);
            }
        }
    }
}
