package dev.jenvoy.web.admin.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.chat.run.RoomStatus;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Requests about rooms: their state, and a line in one of them. */
final class RoomRequests {

    private static final String TEST = "Test: Jenvoy can speak in this room.";
    private static final int MAX_SAY_CHARS = 2_000;

    private final Chat chat;
    private final History history;

    RoomRequests(Chat chat, History history) {
        this.chat = chat;
        this.history = history;
    }

    ApiResult list() {
        Map<String, ApartQueue> queues = MessageRequests.queues(history);
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add(
                                "rooms",
                                ApiJson.array(
                                        chat.options().rooms().values(), room -> room(room, queues.get(room.name()))))
                        .add("problems", ApiJson.texts(chat.troubles()))
                        .done());
    }

    private JsonObject room(RoomOptions room, @Nullable ApartQueue queue) {
        RoomStatus status = chat.status(room);
        Optional<String> error = status.lastError().or(() -> chat.trouble(room));
        boolean waits = chat.trouble(room).isPresent()
                || (queue != null && status.lastError().isPresent());
        return ApiJson.object()
                .add("name", room.name())
                .add("kind", room.kind())
                .add("account", room.account().orElse(null))
                .add("address", room.shownAddress().isEmpty() ? null : room.shownAddress())
                .add("threads", room.threads())
                .add("state", status.isShut() ? "shut" : waits ? "waiting" : "open")
                .add("shut_since", status.shutSince().orElse(null))
                .add("waiting", queue == null ? 0 : queue.unfinished())
                .add("oldest", queue == null ? null : queue.oldest())
                .add("last_error", error.orElse(null))
                .add("last_sent", status.lastSent().orElse(null))
                .done();
    }

    ApiResult test(AdminRequest request) throws InterruptedException {
        return said(request, TEST);
    }

    ApiResult say(AdminRequest request) throws InterruptedException {
        try {
            String text = ChatBody.of(request).text("text");
            return text.isBlank() || text.length() > MAX_SAY_CHARS
                    ? ApiResult.error(400, "text: expected 1 to " + MAX_SAY_CHARS + " characters")
                    : said(request, text);
        } catch (ChatBody.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
    }

    private ApiResult said(AdminRequest request, String text) throws InterruptedException {
        @Nullable RoomOptions room = chat.options().rooms().get(request.variable("room"));
        if (room == null) {
            return ApiResult.error(
                    404,
                    "no such room; there are: "
                            + String.join(
                                    ", ", new TreeSet<>(chat.options().rooms().keySet())));
        }
        SendResult result = chat.say(room, text);
        ApiJson json = ApiJson.object()
                .add("room", room.name())
                .add("result", word(result))
                .add("said", result.said());
        if (result instanceof SendResult.Sent sent) {
            json.add("remote", sent.remote().orElse(null));
        }
        return ApiResult.json(200, json.done());
    }

    private static String word(SendResult result) {
        if (result instanceof SendResult.Sent) {
            return "sent";
        }
        if (result instanceof SendResult.Limited) {
            return "limited";
        }
        if (result instanceof SendResult.Unreachable) {
            return "unreachable";
        }
        return result instanceof SendResult.InDoubt ? "in_doubt" : "refused";
    }
}
