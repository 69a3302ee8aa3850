package dev.jenvoy.chat.kind.mattermost;

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
record MattermostHook(WebAddress url) implements Login {

    @Override
    public String kind() {
        return MattermostKind.NAME;
    }

    /** Writes requests to the webhook. */
    record Dialect(MattermostHook login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("text", renderer.render(message.text()));
            if (message.silent()) {
                body.addProperty("silent", true);
            }
            return HttpCall.postJson(login.url(), body);
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            if (answer.isOk() && !answer.text().equals("ok")) {
                return answer.refused("not ok: " + answer.text());
            }
            return MattermostError.of(answer);
        }
    }
}
