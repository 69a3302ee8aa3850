package dev.jenvoy.chat.kind.rocketchat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;

/** An incoming webhook of one channel. */
record RocketChatHook(WebAddress url) implements Login {

    @Override
    public String kind() {
        return RocketChatKind.NAME;
    }

    /** Writes requests to the webhook. */
    record Dialect(RocketChatHook login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("text", renderer.render(message.text()));
            body.addProperty("parseUrls", false);
            return HttpCall.postJson(login.url(), body);
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String words = answer.word("error");
            if (answer.isOk()) {
                return answer.word("success").equals("true") ? answer.sent("") : answer.refused("no success: " + words);
            }
            return words.contains("error-message-size-exceeded") ? answer.tooLong(words) : answer.usual(words);
        }
    }
}
