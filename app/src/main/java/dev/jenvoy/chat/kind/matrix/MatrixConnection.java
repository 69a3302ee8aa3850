package dev.jenvoy.chat.kind.matrix;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.http.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Speaks as one user: looks up aliases, joins a room when a message is refused there, and receives commands. */
final class MatrixConnection implements Connection {

    private static final Duration BETWEEN_JOINS = Duration.ofMinutes(10);

    private final MatrixApi api;
    private final ConnectionParts parts;
    private final HttpConnection http;
    private final Map<String, String> roomOfAlias = new ConcurrentHashMap<>();
    private final Map<String, Instant> joined = new ConcurrentHashMap<>();
    private @Nullable MatrixListener listener;

    MatrixConnection(MatrixApi api, ConnectionParts parts) {
        this.api = api;
        this.parts = parts;
        Said said = new Said(List.of(HttpKeys.plain(api.login().token())));
        this.http = new HttpConnection(api, said, parts.clock());
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        SendResult room = room(address);
        if (!(room instanceof SendResult.Sent found)) {
            return room;
        }
        String id = found.remote().orElse(address);
        SendResult result = http.send(id, message);
        return isOutside(result) && mayJoin(id) && join(id) ? http.send(id, message) : result;
    }

    /** Returns the id of a room as that of a message; else why it is not known. */
    private SendResult room(String address) throws InterruptedException {
        String known = address.startsWith("#") ? roomOfAlias.get(address) : address;
        if (known != null) {
            return new SendResult.Sent(Optional.of(known), "");
        }
        SendResult found = http.exchange(
                api.get("/directory/room/" + WebAddress.encode(address)),
                answer -> MatrixApi.meaning(answer, answer.word("room_id")));
        if (found instanceof SendResult.Sent sent && sent.remote().isPresent()) {
            roomOfAlias.put(address, sent.remote().get());
        }
        // Nothing was sent yet, so nothing is in doubt.
        return found instanceof SendResult.InDoubt doubt ? new SendResult.Unreachable(doubt.said()) : found;
    }

    private static boolean isOutside(SendResult result) {
        return result instanceof SendResult.Refused refused && refused.said().contains("M_FORBIDDEN");
    }

    /** An invitation is taken when it is needed, but a room that stays shut is not asked for it each time. */
    private boolean mayJoin(String room) {
        Instant now = parts.clock().instant();
        Instant last = joined.put(room, now);
        return last == null || last.plus(BETWEEN_JOINS).isBefore(now);
    }

    private boolean join(String room) throws InterruptedException {
        return http.exchange(api.join(room), answer -> MatrixApi.meaning(answer, "")) instanceof SendResult.Sent;
    }

    @Override
    public Optional<String> trouble() {
        return http.trouble();
    }

    @Override
    public synchronized void listen(Collection<String> rooms, CommandReceiver receiver) {
        if (listener == null) {
            listener = new MatrixListener(api, http, parts, rooms, receiver);
            listener.start();
        } else {
            listener.listen(rooms);
        }
    }

    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.end();
        }
        http.close();
    }
}
