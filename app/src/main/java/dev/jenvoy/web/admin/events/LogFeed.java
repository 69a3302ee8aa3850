package dev.jenvoy.web.admin.events;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.LogText;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.EventStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the log of one attempt to one client, as fast as the client reads. What the log drops meanwhile is reported as
 * omitted. Used by one thread.
 */
final class LogFeed {

    /** How much may wait for the client while the attempt runs, and at its end. */
    private static final int RUNNING = EventStream.MOST_WAITING / 4;

    private static final int ENDED = EventStream.MOST_WAITING * 3 / 4;

    /** Limits what is sent at once: other clients wait for the same thread. */
    private static final int ROUNDS = 16;

    private final EventStream stream;
    private final int position;
    private final int attempt;
    private final LogText text = new LogText(0);
    private long next;

    /** An event for which there was no room. */
    private @Nullable String pending;

    LogFeed(EventStream stream, int position, int attempt) {
        this.stream = stream;
        this.position = position;
        this.attempt = attempt;
    }

    /**
     * Sends what there is now and what the client has room for.
     *
     * @return whether there may be more, which is to be sent later
     */
    boolean send(ReadableLog log) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (!send(log, RUNNING)) {
                    return pending != null && !stream.isOver();
                }
            }
            return true;
        } catch (IOException e) {
            // The attempt has ended, and its log is in the journal.
            return false;
        }
    }

    /** Sends the rest of a log that has ended, as far as the client has room, a megabyte at most. It can read what is missing then itself. */
    void sendRest(ReadableLog log) throws IOException {
        boolean more = true;
        for (int round = 0; more && round < 2 * ROUNDS; round++) {
            more = send(log, ENDED);
        }
    }

    /** Sends a portion; returns whether there was one and room for it. */
    private boolean send(ReadableLog log, int most) throws IOException {
        if (pending != null && !sendPending(pending, most)) {
            return false;
        }
        List<LogPiece> pieces = log.read(next);
        for (LogPiece piece : pieces) {
            next = piece.next();
            if (!sendPending(json(piece), most)) {
                return false;
            }
        }
        return !pieces.isEmpty();
    }

    private boolean sendPending(String event, int most) {
        boolean isSent = stream.reserveWithin(event.length(), most);
        if (isSent) {
            stream.send("output", event, event.length());
        }
        pending = isSent ? null : event;
        return isSent;
    }

    private String json(LogPiece piece) {
        ApiJson json = ApiJson.object()
                .add("position", position)
                .add("attempt", attempt)
                .add("from", piece.from())
                .add("next", piece.next());
        if (piece instanceof LogPiece.Printed printed) {
            json.add("ms", printed.millis()).add("stream", printed.stream());
        } else {
            json.add("omitted", piece.next() - piece.from());
        }
        return ApiJson.text(json.add("text", text.next(piece)).done());
    }
}
