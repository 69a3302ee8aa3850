package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several deliveries that one request made: what is to be said of each stands under its id. What hooks printed is held for
 * the answer up to a megabyte; of deliveries that end later it says only that they ended.
 *
 * <p>Put together by one thread, which lists and counts; deliveries end on any.
 */
@CheckReturnValue
public final class BatchResponse implements DeferredResponse {

    /** How many characters of answers that tell of hooks are held. */
    private static final int MOST_SHOWN = 1 << 20;

    private final Responses answers;
    private final WebSettings settings;
    private final AtomicInteger room = new AtomicInteger(MOST_SHOWN);
    private final List<String> order = new ArrayList<>();
    private final Map<String, Integer> unlisted = new TreeMap<>();
    private final Map<String, Response> settled = new ConcurrentHashMap<>();
    private final Map<String, DeliveryProgress> waited = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private volatile boolean answered;

    public BatchResponse(Responses answers, WebSettings settings) {
        this.answers = answers;
        this.settings = settings;
    }

    /** The next delivery of the answer; what is to be said of it follows. */
    public void list(String id) {
        order.add(id);
    }

    /** One that causes nothing, and is counted only. */
    public void count(String status) {
        unlisted.merge(status, 1, Integer::sum);
    }

    /** How many were counted only, by status. */
    public Map<String, Integer> unlisted() {
        return unlisted;
    }

    /** What is to be said of one that is not waited for. */
    public void settle(String id, Response answer) {
        settled.put(id, answer);
    }

    /** The same of one that had come before and ended well. */
    public void settle(String id, Submission.Recorded recorded) {
        settled.put(id, done(recorded.ended()));
    }

    /** One that is waited for. */
    public void await(String id, DeliveryProgress progress) {
        waited.put(id, progress);
    }

    /** All that are waited for are known. */
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

    /** The first is sent, later ones are not: from then on nothing is held for them. */
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
