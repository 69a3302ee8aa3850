package dev.jenvoy.chat.kind.slack;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;

/** An incoming webhook of one channel. It has no threads: its answer names no message. */
record SlackHook(WebAddress url) implements Login {

    @Override
    public String kind() {
        return SlackKind.NAME;
    }

    /** Writes requests to the webhook. */
    record Dialect(SlackHook login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("text", renderer.render(message.text()));
            body.addProperty("unfurl_links", false);
            body.addProperty("unfurl_media", false);
            return HttpCall.postJson(login.url(), body);
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            if (answer.isOk()) {
                return answer.text().equals("ok") ? answer.sent("") : answer.refused("not ok: " + answer.text());
            }
            return SlackError.of(answer.text(), answer);
        }
    }
}
