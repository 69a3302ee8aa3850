package dev.jenvoy.web.admin.events;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.OutputSink;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.EventStream;
import dev.jenvoy.web.admin.http.Utf8Pieces;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sends the events of one delivery to one client. The thread with an event reserves space in the client's stream and
 * passes it on; another thread formats and sends it.
 */
final class DeliveryFeed implements LiveOutput.Follower {

    /** The space that an event without output needs. */
    private static final int SMALL = 128;

    private final EventStream stream;
    private final Executor thread;

    /** Used by {@link #thread} only. */
    private final Map<Source, Utf8Pieces> texts = new HashMap<>();

    private record Source(int position, int attempt, OutputSink.Stream stream) {}

    DeliveryFeed(EventStream stream, Executor thread) {
        this.stream = stream;
        this.thread = thread;
    }

    /** Called on the thread that runs the hook. */
    @Override
    public void printed(LiveOutput.Printed piece) {
        int room = SMALL + piece.bytes().length;
        if (!stream.reserve(room)) {
            return;
        }
        thread.execute(() -> {
            String text = texts.computeIfAbsent(
                            new Source(piece.position(), piece.attempt(), piece.stream()), source -> new Utf8Pieces())
                    .next(piece.bytes());
            stream.send(
                    "output",
                    ApiJson.text(ApiJson.object()
                            .add("position", piece.position())
                            .add("attempt", piece.attempt())
                            .add("stream", piece.stream())
                            .add("text", text)
                            .done()),
                    room);
        });
    }

    /** Called on the journal's thread. */
    void recorded(JournalEvent news) {
        if (news instanceof JournalEvent.Started started) {
            hand(
                    "started",
                    SMALL,
                    () -> ApiJson.object()
                            .add("position", started.position())
                            .add("attempt", started.attempt())
                            .add("at", started.at())
                            .done());
        } else if (news instanceof JournalEvent.Ended ended) {
            int room = SMALL
                    + ended.outcome().stdout().length()
                    + ended.outcome().stderr().length()
                    + ended.outcome().result().map(String::length).orElse(0);
            hand(
                    "ended",
                    room,
                    () -> ApiJson.object()
                            .add("position", ended.position())
                            .add("attempt", ended.attempt())
                            .add("took_ms", ended.took())
                            .add("outcome", DeliveryJson.outcome(ended.outcome()))
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
