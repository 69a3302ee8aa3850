package dev.jenvoy.web.admin.events;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of one delivery to one client. The thread with an event reserves space in the client's stream and
 * passes it on; another thread formats and sends it.
 */
final class DeliveryFeed implements LiveOutput.Follower {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");

    /** The space that an event without output needs. */
    private static final int SMALL = 128;

    /** The pause before more of a log is sent, to a client that has no room or after much was sent. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventStream stream;
    private final ScheduledExecutorService thread;

    /** Reads the log of an attempt that has ended. */
    private final RecordedLogs recorded;

    /** Used by {@link #thread} only. */
    private final Map<Source, LogFeed> logs = new HashMap<>();

    /** Attempts whose rest was sent. Used by {@link #thread} only. */
    private final Set<Source> ended = new HashSet<>();

    /** Whether the thread will look for output. Set by several threads. */
    private final AtomicBoolean isDue = new AtomicBoolean();

    /** What the client knows, if others may change the delivery. */
    private volatile @Nullable DistantChanges distant;

    /** The action that printed last. Set before {@link #isDue}, and read after that was cleared, so that no action is missed. */
    private volatile LiveOutput.@Nullable Running latest;

    private record Source(int position, int attempt) {}

    /** Where the logs of attempts are that have ended. */
    @FunctionalInterface
    interface RecordedLogs {
        Optional<ReadableLog> log(int position, int attempt);
    }

    /** Where the logs of attempts are that run at other servers. */
    @FunctionalInterface
    interface RunningLogs {
        ReadableLog log(int position, int attempt);
    }

    DeliveryFeed(EventStream stream, ScheduledExecutorService thread, RecordedLogs recorded) {
        this.stream = stream;
        this.thread = thread;
        this.recorded = recorded;
    }

    /** Called on the thread that runs the hook. */
    @Override
    public void printed(LiveOutput.Running running) {
        latest = running;
        if (isDue.compareAndSet(false, true)) {
            thread.execute(this::send);
        }
    }

    private void send() {
        isDue.set(false);
        LiveOutput.@Nullable Running running = latest;
        if (running == null || ended.contains(new Source(running.position(), running.attempt()))) {
            return;
        }
        boolean more = feed(running.position(), running.attempt()).send(running.log());
        if (more && isDue.compareAndSet(false, true)) {
            Future<?> unusedLater = thread.schedule(this::send, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private LogFeed feed(int position, int attempt) {
        return logs.computeIfAbsent(new Source(position, attempt), source -> new LogFeed(stream, position, attempt));
    }

    /** Sends the rest of a log, as far as there is room. */
    private void sendRest(int position, int attempt) {
        LogFeed feed = feed(position, attempt);
        Optional<ReadableLog> log = recorded.log(position, attempt);
        if (log.isPresent()) {
            try {
                feed.sendRest(log.get());
            } catch (IOException e) {
                LOG.warn("log could not be read position={} attempt={}", position, attempt, e);
            }
        }
        logs.remove(new Source(position, attempt));
        ended.add(new Source(position, attempt));
    }

    /** Says what the client was sent at first. Called on {@link #thread}. */
    void knows(DeliveryDetail detail) {
        distant = new DistantChanges(detail);
    }

    /** Returns whether an attempt runs that prints nothing here. Called on {@link #thread}. */
    boolean isDistant() {
        return latest == null && distant != null && distant.running().isPresent();
    }

    /** Sends what is new in the log of an attempt that runs at another server. Called on {@link #thread}. */
    void carry(RunningLogs logs) {
        if (distant != null) {
            distant.running()
                    .filter(run -> !ended.contains(new Source(run.position(), run.attempt())))
                    .ifPresent(run -> {
                        boolean unusedMore =
                                feed(run.position(), run.attempt()).send(logs.log(run.position(), run.attempt()));
                    });
        }
    }

    /** Sends what another server has changed. Called on {@link #thread}. */
    void changed(DeliveryDetail now) {
        if (distant != null) {
            distant.since(now).forEach(this::tell);
        }
    }

    /** Called on the journal's thread. */
    void recorded(JournalEvent news) {
        DistantChanges known = distant;
        if (known == null || known.isNews(news)) {
            tell(news);
        }
    }

    private void tell(JournalEvent news) {
        if (news instanceof JournalEvent.Started started) {
            hand(
                    "started",
                    SMALL,
                    () -> ApiJson.object()
                            .add("position", started.position())
                            .add("attempt", started.attempt())
                            .add("at", started.at())
                            .done());
        } else if (news instanceof JournalEvent.Ended end) {
            int room = SMALL
                    + end.outcome().stdout().length()
                    + end.outcome().stderr().length()
                    + end.outcome().result().map(String::length).orElse(0);
            thread.execute(() -> sendRest(end.position(), end.attempt()));
            hand(
                    "ended",
                    room,
                    () -> ApiJson.object()
                            .add("position", end.position())
                            .add("attempt", end.attempt())
                            .add("took_ms", end.took())
                            .add("outcome", DeliveryJson.outcome(end.outcome()))
                            .done());
        } else if (news instanceof JournalEvent.Retrying retrying) {
            retrying(retrying.position(), retrying.due());
        } else if (news instanceof JournalEvent.Postponed postponed) {
            retrying(postponed.position(), postponed.due());
        } else if (news instanceof JournalEvent.Finished finished) {
            thread.execute(() -> finished(finished.state()));
        }
    }

    /** Sends the last event. Called on {@link #thread}. */
    void finished(DeliveryState state) {
        stream.sendFirst(
                "finished", ApiJson.text(ApiJson.object().add("state", state).done()));
        stream.end();
    }

    private void retrying(int position, Instant due) {
        hand(
                "retrying",
                SMALL,
                () -> ApiJson.object().add("position", position).add("due", due).done());
    }

    private void hand(String event, int room, Supplier<JsonObject> json) {
        if (stream.reserve(room)) {
            thread.execute(() -> stream.send(event, ApiJson.text(json.get()), room));
        }
    }
}
