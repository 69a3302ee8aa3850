package dev.jenvoy.chat.kind.matrix;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.PlainMarkup;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes requests of Matrix's client-server API, version 3, and reads their answers. */
record MatrixApi(MatrixLogin login, Renderer renderer) implements HttpDialect {

    private static final Renderer PLAIN =
            new MarkupRenderer(new PlainMarkup(), Renderer.Layout.PLAIN, Integer.MAX_VALUE, MarkupRenderer::codePoints);

    /** What servers say with status 400 of an event that they do not have, that is in another room, or that begins no thread. */
    private static final Pattern OF_RELATION = Pattern.compile("(?i).*\\b(?:relations?|threads?)\\b.*");

    private static final Set<String> SHUT = Set.of(
            "M_CONSENT_NOT_GIVEN",
            "M_EXCLUSIVE",
            "M_FORBIDDEN",
            "M_GUEST_ACCESS_FORBIDDEN",
            "M_MISSING_TOKEN",
            "M_NOT_FOUND",
            "M_UNKNOWN_TOKEN",
            "M_USER_DEACTIVATED",
            "M_USER_LOCKED",
            "M_USER_SUSPENDED");

    /** Sends the message under its key: the same path again is the same message to the server. */
    @Override
    public HttpCall call(String room, OutgoingMessage message) {
        JsonObject content = notice(PLAIN.render(message.text()));
        content.addProperty("format", "org.matrix.custom.html");
        content.addProperty("formatted_body", renderer.render(message.text()));
        message.thread()
                .filter(thread -> thread.root().isPresent())
                .ifPresent(thread -> relate(content, thread.root().get(), !thread.alsoInRoom()));
        return put(room, "/send/m.room.message/" + message.key(), content);
    }

    /** Returns a text that notifies no user, whatever names are in it. */
    static JsonObject notice(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("msgtype", "m.notice");
        content.addProperty("body", text);
        content.add("m.mentions", new JsonObject());
        return content;
    }

    /** Relates content to an event: in its thread, or as an answer that the room shows. */
    static void relate(JsonObject content, String event, boolean inThread) {
        JsonObject answered = new JsonObject();
        answered.addProperty("event_id", event);
        JsonObject relation = new JsonObject();
        if (inThread) {
            relation.addProperty("rel_type", "m.thread");
            relation.addProperty("event_id", event);
            relation.addProperty("is_falling_back", true);
        }
        relation.add("m.in_reply_to", answered);
        content.add("m.relates_to", relation);
    }

    /** Puts content to a path below a room. */
    HttpCall put(String room, String path, JsonObject content) {
        return authorised(HttpCall.putJson(address("/rooms/" + WebAddress.encode(room) + path), content));
    }

    /** Joins a room by its id or alias. */
    HttpCall join(String room) {
        return authorised(HttpCall.postJson(address("/join/" + WebAddress.encode(room)), new JsonObject()));
    }

    /** Asks for something. */
    HttpCall get(String path) {
        return authorised(HttpCall.get(address(path)));
    }

    private WebAddress address(String path) {
        WebAddress address = login.homeserver().below("/_matrix/client/v3" + path);
        return login.user().isPresent() ? address.with("user_id", login.user().get()) : address;
    }

    private HttpCall authorised(HttpCall call) {
        return call.bearer(HttpKeys.plain(login.token()));
    }

    @Override
    public SendResult result(ServiceAnswer answer) {
        if (answer.isOk() && answer.word("event_id").isEmpty()) {
            return answer.refused("not an answer of Matrix");
        }
        String error = answer.word("error");
        return answer.status() == 400 && OF_RELATION.matcher(error).matches()
                ? new SendResult.RootGone(answer.said(answer.word("errcode") + " " + error))
                : meaning(answer, answer.word("event_id"));
    }

    /** Returns what an answer means, of which a good one names this. */
    static SendResult meaning(ServiceAnswer answer, String named) {
        String error = answer.word("errcode");
        String words = error.isEmpty() ? answer.text() : error + " " + answer.word("error");
        if (answer.isOk()) {
            return answer.sent(named);
        }
        if (answer.status() == 429 || error.equals("M_LIMIT_EXCEEDED")) {
            return answer.limited(true, words);
        }
        if (error.equals("M_TOO_LARGE")) {
            return answer.tooLong(words);
        }
        return SHUT.contains(error) ? answer.shut(words) : answer.usual(words);
    }
}
