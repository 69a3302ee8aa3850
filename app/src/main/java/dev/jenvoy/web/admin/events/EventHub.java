package dev.jenvoy.web.admin.events;

import com.google.gson.JsonObject;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.web.admin.deliveries.DeliveriesResource;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.DeliveryMoves;
import dev.jenvoy.web.admin.http.EventStream;
import dev.jenvoy.web.admin.status.StatusResource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to clients that follow the list or a delivery. Never delays the thread that has an event (the journal's
 * writer, a worker or an I/O thread): that thread checks for clients and hands the event over. One other thread does
 * the rest in order, so each client sees events in order. Serves at most {@link #MAX_STREAMS} clients.
 */
public final class EventHub {

    static final int MAX_STREAMS = 64;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration CARRIED = Duration.ofMillis(500);
    private static final Duration STATUS = Duration.ofSeconds(1);

    /** How long changes at another server are gathered. */
    private static final Duration GATHERED = Duration.ofMillis(100);

    private final Journal journal;
    private final History history;
    private final Dispatcher dispatcher;
    private final LiveOutput outputs;
    private final DeliveryMoves moves;
    private final Optional<DistantLogs> distantLogs;
    private final DeliveryListFeed list;
    private final Listener listener = this::recorded;
    private final Semaphore places = new Semaphore(MAX_STREAMS);
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<Long, Set<DeliveryFeed>> deliveries = new ConcurrentHashMap<>();

    /** Deliveries of other servers that changed. */
    private final Set<Long> distant = ConcurrentHashMap.newKeySet();

    private final Object following = new Object();
    private boolean isFollowing;
    private boolean isOver;
    private final ScheduledThreadPoolExecutor thread;

    /** @param status returns the server's status, which is sent whenever it changes */
    public EventHub(AdminServices parts, StatusResource status) {
        this.journal = parts.journal();
        this.history = parts.history();
        this.dispatcher = parts.dispatcher();
        this.outputs = parts.outputs();
        this.moves = parts.moves();
        this.distantLogs = parts.distantLogs();
        this.thread = new TaskTimer("live", 1);
        // Ignores events after the end.
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.list = new DeliveryListFeed(history, status::json, thread);
        parts.refusals().subscribe(list::refused);
    }

    /** Sends events from now on. */
    public void begin() {
        repeat(() -> streams.forEach(EventStream::beat), HEARTBEAT);
        repeat(this::look, STATUS);
        if (distantLogs.isPresent()) {
            repeat(this::carry, CARRIED);
        }
    }

    /** Runs a short task repeatedly, on the thread that sends events. */
    private void repeat(Runnable task, Duration pause) {
        Future<?> unusedTask = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        // The executor would silently stop repeating the task.
                        LOG.error("background task failed", e);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs once a second. Both tasks share one timer, so that an idle server wakes up rarely. */
    private void look() {
        review();
        list.tellStatus();
    }

    /** Ends the streams of clients whose access has ended. May be called on any thread. */
    public void review() {
        streams.forEach(EventStream::review);
    }

    /** Ends all streams and starts no more. */
    public void end() {
        synchronized (following) {
            isOver = true;
            listen();
        }
        places.drainPermits();
        streams.forEach(EventStream::cut);
        thread.shutdownNow();
    }

    /** Returns whether there is no place for another client. */
    boolean isFull() {
        return places.availablePermits() == 0;
    }

    /** Sends this client all deliveries and rejected requests from now on. */
    void followAll(EventStream stream) {
        if (takesPlace(stream)) {
            thread.execute(() -> list.add(stream));
        }
    }

    /** Sends this client one delivery: first its current state, then its events, until it has ended. */
    void follow(EventStream stream, long entry) {
        if (takesPlace(stream)) {
            thread.execute(() -> {
                try {
                    begin(stream, entry);
                } catch (RuntimeException e) {
                    LOG.error("the live stream could not be started entry={}", entry, e);
                    stream.cut();
                }
            });
        }
    }

    private boolean takesPlace(EventStream stream) {
        if (!places.tryAcquire()) {
            stream.cut();
            return false;
        }
        streams.add(stream);
        listen();
        stream.onClosed(() -> {
            if (streams.remove(stream)) {
                places.release();
                listen();
            }
        });
        return true;
    }

    /** Follows the journal while there is a client: other servers need not tell what no client looks at. */
    private void listen() {
        synchronized (following) {
            boolean isWanted = !isOver && !streams.isEmpty();
            if (isWanted && !isFollowing) {
                journal.follow(listener);
            } else if (!isWanted && isFollowing) {
                journal.unfollow(listener);
            }
            isFollowing = isWanted;
        }
    }

    private void begin(EventStream stream, long entry) {
        DeliveryFeed delivery =
                new DeliveryFeed(stream, thread, (position, attempt) -> history.log(entry, position, attempt));
        // Subscribes first, then reads the state. An event between the two is sent twice rather than lost.
        deliveries.compute(entry, (number, others) -> {
            Set<DeliveryFeed> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(delivery);
            return all;
        });
        stream.onClosed(() -> deliveries.computeIfPresent(entry, (number, all) -> {
            all.remove(delivery);
            return all.isEmpty() ? null : all;
        }));
        Optional<DeliveryDetail> detail = history.delivery(entry);
        if (detail.isEmpty()) {
            stream.end();
            return;
        }
        JsonObject snapshot =
                DeliveryJson.of(detail.get(), DeliveriesResource.attempts(history, detail.get()), dispatcher, moves);
        stream.sendFirst("snapshot", ApiJson.text(snapshot));
        if (detail.get().summary().state().ended()) {
            delivery.finished(detail.get().summary().state());
            return;
        }
        if (distantLogs.isPresent()) {
            delivery.knows(detail.get());
        }
        stream.onClosed(outputs.follow(entry, delivery));
        distantLogs.ifPresent(logs -> stream.onClosed(() -> thread.execute(() -> unfollow(logs, entry))));
    }

    /** Called on the journal's thread. */
    private void recorded(JournalEvent news) {
        list.touched(news.entry());
        Set<DeliveryFeed> followers = deliveries.get(news.entry());
        if (followers == null) {
            return;
        }
        if (news instanceof JournalEvent.Touched) {
            if (distant.add(news.entry())) {
                Future<?> unusedRead =
                        thread.schedule(() -> changed(news.entry()), GATHERED.toMillis(), TimeUnit.MILLISECONDS);
            }
        } else {
            followers.forEach(one -> one.recorded(news));
        }
    }

    /**
     * Sends what is new of deliveries at other servers, also in logs of actions that run there. Called twice a second: notices of
     * other servers may be lost.
     */
    private void carry() {
        deliveries.keySet().forEach(this::changed);
        distantLogs.ifPresent(logs -> deliveries.forEach((entry, followers) -> followers.forEach(one -> {
            if (one.isDistant()) {
                logs.follow(entry);
                one.carry((position, attempt) -> from -> logs.read(entry, position, attempt, from));
            }
        })));
    }

    private void unfollow(DistantLogs logs, long entry) {
        if (!deliveries.containsKey(entry)) {
            logs.unfollow(entry);
        }
    }

    /** Tells followers what has changed of a delivery that another server runs. */
    private void changed(long entry) {
        distant.remove(entry);
        Set<DeliveryFeed> followers = deliveries.get(entry);
        if (followers == null) {
            return;
        }
        try {
            Optional<DeliveryDetail> now = history.delivery(entry);
            now.ifPresent(detail -> followers.forEach(one -> one.changed(detail)));
        } catch (RuntimeException e) {
            LOG.error("changes at another server could not be read entry={}", entry, e);
        }
    }
}
