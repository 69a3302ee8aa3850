package dev.jenvoy.web.admin.events;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.journal.History;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.EventStream;
import dev.jenvoy.web.admin.status.RejectionsResource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the live list of deliveries to its clients. Collects changes for a tenth of a second, then sends the current
 * state of the changed deliveries. Sends only the newest if there are very many, so a flood of deliveries costs no more
 * than a page can show.
 */
final class DeliveryListFeed {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final long COLLECTING_MILLIS = 100;
    private static final int MOST_DELIVERIES = 200;
    private static final int MOST_REFUSALS = 50;
    private static final int MOST_TOUCHED = 10_000;

    private final History history;
    private final Supplier<JsonObject> status;
    private final ScheduledExecutorService thread;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<Long> touched = ConcurrentHashMap.newKeySet();
    private final Deque<RejectionList.Refused> refused = new ArrayDeque<>();
    private final AtomicBoolean collecting = new AtomicBoolean();
    private String lastStatus = "";

    /** @param thread the thread that sends events */
    DeliveryListFeed(History history, Supplier<JsonObject> status, ScheduledExecutorService thread) {
        this.history = history;
        this.status = status;
        this.thread = thread;
    }

    /** Adds a client. Called on {@link #thread}. */
    void add(EventStream stream) {
        streams.add(stream);
        stream.onClosed(() -> streams.remove(stream));
        try {
            stream.sendFirst("status", ApiJson.text(status.get()));
        } catch (RuntimeException e) {
            LOG.error("the live stream could not be started", e);
            stream.cut();
        }
    }

    /** Notes that this delivery changed. May be called on any thread. */
    void touched(long entry) {
        if (!streams.isEmpty() && touched.size() < MOST_TOUCHED && touched.add(entry)) {
            collect();
        }
    }

    /** Notes a rejected request. May be called on any thread. */
    void refused(RejectionList.Refused one) {
        if (streams.isEmpty()) {
            return;
        }
        synchronized (refused) {
            if (refused.size() == MOST_REFUSALS) {
                refused.removeFirst();
            }
            refused.addLast(one);
        }
        collect();
    }

    private void collect() {
        if (collecting.compareAndSet(false, true)) {
            Future<?> unusedTask = thread.schedule(this::tellCollected, COLLECTING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tellCollected() {
        collecting.set(false);
        try {
            List<RejectionList.Refused> refusals;
            synchronized (refused) {
                refusals = List.copyOf(refused);
                refused.clear();
            }
            refusals.forEach(one -> tell("refusal", RejectionsResource.json(one)));
            List<Long> entries = new ArrayList<>(touched);
            entries.forEach(touched::remove);
            List<Long> newest = entries.stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST_DELIVERIES)
                    .sorted()
                    .toList();
            history.summaries(newest).forEach(summary -> tell("delivery", DeliveryJson.of(summary)));
        } catch (RuntimeException e) {
            LOG.error("the live list could not be sent", e);
        }
    }

    /** Sends the status if it changed. Called once a second, on {@link #thread}. */
    void tellStatus() {
        if (streams.isEmpty()) {
            return;
        }
        JsonObject now = status.get();
        String text = ApiJson.text(now);
        if (!text.equals(lastStatus)) {
            lastStatus = text;
            tell("status", now);
        }
    }

    private void tell(String event, JsonElement json) {
        String text = ApiJson.text(json);
        for (EventStream stream : streams) {
            if (stream.reserve(text.length())) {
                stream.send(event, text, text.length());
            }
        }
    }
}
