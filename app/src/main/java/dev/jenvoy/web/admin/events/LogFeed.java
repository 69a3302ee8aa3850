package dev.jenvoy.web.admin.events;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.LogText;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.EventStream;
import java.io.IOException;
import java.util.List;

/**
 * Sends the log of one attempt to one client, as fast as the client reads. What the log drops meanwhile is reported as
 * omitted. Used by one thread.
 */
final class LogFeed {

    /** The space that an event needs besides its text. */
    private static final int EACH = 128;

    /** Limits what is sent at once: other clients wait for the same thread. */
    private static final int ROUNDS = 16;

    private final EventStream stream;
    private final int position;
    private final int attempt;
    private final LogText text = new LogText(0);
    private long next;

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
                List<LogPiece> pieces = log.read(next);
                if (pieces.isEmpty()) {
                    return false;
                }
                for (LogPiece piece : pieces) {
                    int room = EACH + (piece instanceof LogPiece.Printed printed ? 2 * printed.bytes().length : 0);
                    if (!stream.reserveIfIdle(room)) {
                        return !stream.isOver();
                    }
                    stream.send("output", json(piece), room);
                    next = piece.next();
                }
            }
            return true;
        } catch (IOException e) {
            // The attempt has ended, and its log is in the journal.
            return false;
        }
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
