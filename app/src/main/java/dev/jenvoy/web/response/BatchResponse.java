package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds one response for several deliveries of one request. The result of each delivery appears under its id. Holds up
 * to a megabyte of hook output for the response. If there is more output, the response only says that the remaining
 * deliveries ended.
 *
 * <p>One thread lists and counts the deliveries. They may end on any thread.
 */
@CheckReturnValue
public final class BatchResponse implements DeferredResponse {

    /** Limits the characters of results with hook output. */
    private static final int MOST_SHOWN = 1 << 20;

    private final Responses answers;
    private final WebOptions settings;
    private final AtomicInteger room = new AtomicInteger(MOST_SHOWN);
    private final List<String> order = new ArrayList<>();
    private final Map<String, Integer> unlisted = new TreeMap<>();
    private final Map<String, Response> settled = new ConcurrentHashMap<>();
    private final Map<String, DeliveryProgress> waited = new ConcurrentHashMap<>();
    private final Queue<Long> numbers = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private volatile boolean answered;

    public BatchResponse(Responses answers, WebOptions settings) {
        this.answers = answers;
        this.settings = settings;
    }

    /** Adds the next delivery to the response. Its result follows. */
    public void list(String id) {
        order.add(id);
    }

    /** Counts an ignored delivery without listing it. */
    public void count(String status) {
        unlisted.merge(status, 1, Integer::sum);
    }

    /** Returns the numbers of deliveries that were only counted, by status. */
    public Map<String, Integer> unlisted() {
        return unlisted;
    }

    /** Sets the result of a delivery that is not awaited. */
    public void settle(String id, Response answer) {
        settled.put(id, answer);
    }

    /** Sets the result of a delivery that came before and succeeded. */
    public void settle(String id, Submission.Recorded recorded) {
        settled.put(id, done(recorded.ended()));
    }

    /** Adds a delivery whose end is awaited. */
    public void await(String id, DeliveryProgress progress) {
        numbers.add(progress.number());
        waited.put(id, progress);
    }

    /** Returns the journal's numbers of the deliveries whose end is awaited. */
    public List<Long> numbers() {
        return List.copyOf(numbers);
    }

    /** Reports that all awaited deliveries were added. */
    public void ready() {
        waited.forEach((id, progress) ->
                ends.add(progress.all().thenAccept(ended -> end(id, ended)).toCompletableFuture()));
    }

    private void end(String id, List<DeliveryProgress.Ended> ended) {
        if (!answered) {
            settled.put(id, done(ended));
        }
        waited.remove(id);
    }

    private Response done(List<DeliveryProgress.Ended> ended) {
        Response full = answers.done(ended, settings);
        return take(full) ? full : answers.done(ended, settings.withoutScriptsInfo());
    }

    private Response running(String id, DeliveryProgress progress) {
        Response full = answers.running(id, progress.soFar(), settings);
        return take(full) ? full : answers.running(id, List.of(), settings.withoutScriptsInfo());
    }

    private boolean take(Response answer) {
        int length = answer.json().length();
        return room.getAndUpdate(left -> left >= length ? left - length : left) >= length;
    }

    @Override
    public CompletionStage<Void> all() {
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    @Override
    public Response ended() {
        return answer();
    }

    @Override
    public Response running() {
        return answer();
    }

    /** Builds the response. Only the first call's result is sent, so nothing is held afterwards. */
    private synchronized Response answer() {
        Map<String, Response> parts = new LinkedHashMap<>();
        for (String id : order) {
            DeliveryProgress progress = waited.get(id);
            Response known = settled.get(id);
            if (known != null) {
                parts.put(id, known);
            } else if (progress != null) {
                parts.put(id, running(id, progress));
            }
        }
        answered = true;
        settled.clear();
        return Responses.several(parts, unlisted);
    }
}
