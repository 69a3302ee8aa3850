package dev.jenvoy.chat.kind.googlechat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.NamedUuid;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;

/** A webhook of one space. */
record GoogleChatHook(WebAddress url) implements Login {

    @Override
    public String kind() {
        return GoogleChatKind.NAME;
    }

    /** Writes requests to the webhook. A thread is found again by its name, so the first message needs no special care. */
    record Dialect(GoogleChatHook login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("text", renderer.render(message.text()));
            WebAddress to =
                    login.url().with("requestId", NamedUuid.of(message.key()).toString());
            Optional<OutgoingMessage.Conversation> thread =
                    message.thread().filter(conversation -> !conversation.alsoInRoom());
            if (thread.isPresent()) {
                JsonObject named = new JsonObject();
                named.addProperty("threadKey", thread.get().name());
                body.add("thread", named);
                to = to.with("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
            }
            return HttpCall.postJson(to, body);
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String words = answer.word("error", "message");
            if (answer.isOk()) {
                return answer.word("name").isEmpty()
                        ? answer.refused("not an answer of Google Chat")
                        : answer.sent(answer.word("name"));
            }
            return answer.status() == 400 && words.contains("too long") ? answer.tooLong(words) : answer.usual(words);
        }
    }
}
