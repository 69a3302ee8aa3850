package dev.jenvoy.chat.kind.matrix;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.NamedUuid;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads commands out of events, and replies in the same room and thread. The homeserver vouches for the sender. */
final class MatrixCommands {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final int MAX_CHARS = 4_000;

    private final MatrixApi api;
    private final HttpConnection http;
    private final ConnectionParts parts;
    private final CommandReceiver receiver;

    MatrixCommands(MatrixApi api, HttpConnection http, ConnectionParts parts, CommandReceiver receiver) {
        this.api = api;
        this.http = http;
        this.parts = parts;
        this.receiver = receiver;
    }

    /**
     * Reads one event of another user. Notices and edits are never commands.
     *
     * @param address the room as the configuration has it; a command from any other room counts only if it is private
     */
    void read(JsonObject event, String room, Optional<String> address) throws InterruptedException {
        JsonObject content = JsonBody.object(event, "content");
        String text = JsonBody.word(content, "body");
        String relation = JsonBody.word(content, "m.relates_to", "rel_type");
        boolean written = JsonBody.word(content, "msgtype").equals("m.text") && !relation.equals("m.replace");
        if (!written || text.length() > MAX_CHARS || !IncomingCommand.isCommand(text)) {
            return;
        }
        boolean privately = isPrivate(room);
        if (!privately && address.isEmpty()) {
            return;
        }
        String thread = relation.equals("m.thread") ? JsonBody.word(content, "m.relates_to", "event_id") : "";
        IncomingCommand command = new IncomingCommand(
                parts.name(),
                Optional.of(JsonBody.word(event, "sender")).filter(person -> person.startsWith("@")),
                privately,
                privately ? "" : address.orElse(""),
                text.strip());
        String id = JsonBody.word(event, "event_id");
        receiver.received(command, reply -> reply(room, id, thread, reply));
    }

    /** Returns whether only one other user is in the room, and no further one is invited. If in doubt, it is not private. */
    private boolean isPrivate(String room) throws InterruptedException {
        return http.ask(api.get("/rooms/" + WebAddress.encode(room) + "/members?not_membership=leave"))
                .map(answer -> answer.json().get("chunk"))
                .filter(chunk -> chunk.isJsonArray() && onlyTwo(chunk.getAsJsonArray()))
                .isPresent();
    }

    private static boolean onlyTwo(JsonArray members) {
        int present = 0;
        for (JsonElement member : members) {
            boolean banned = member instanceof JsonObject event
                    && JsonBody.word(event, "content", "membership").equals("ban");
            present += banned ? 0 : 1;
        }
        return present == 2;
    }

    private void reply(String room, String event, String thread, CommandReply reply) {
        try {
            if (reply.redact()) {
                put(room, "/redact/" + WebAddress.encode(event) + "/", event + " redact", new JsonObject());
            }
            JsonObject content = MatrixApi.notice(reply.text());
            MatrixApi.relate(content, thread.isEmpty() ? event : thread, !thread.isEmpty());
            put(room, "/send/m.room.message/", event + " reply", content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts under a key made of the command's event, so that nothing is said twice. */
    private void put(String room, String path, String key, JsonObject content) throws InterruptedException {
        SendResult result = http.exchange(
                api.put(room, path + NamedUuid.of(key), content), answer -> MatrixApi.meaning(answer, ""));
        if (!(result instanceof SendResult.Sent)) {
            LOG.warn("reply to a command failed account={} said={}", parts.name(), result.said());
        }
    }
}
