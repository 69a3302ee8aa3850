package dev.jenvoy.chat.kind.webhook;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.standard.StandardSignature;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * A program that takes messages as JSON.
 *
 * @param secret signs each message, in the form of Standard Webhooks
 */
record ProgramHook(WebAddress url, Secrets secret) implements Login {

    @Override
    public String kind() {
        return WebhookKind.NAME;
    }

    /** Writes requests to the program. The id of a request is the message's key: a receiver can drop a second one. */
    record Dialect(ProgramHook login, Renderer renderer, InstantSource clock) implements HttpDialect {

        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject model = JsonBody.read(message.details().model());
            JsonObject body = new JsonObject();
            body.addProperty("type", "message");
            body.addProperty("room", message.details().room());
            String url = JsonBody.word(model, "url");
            body.addProperty(
                    "text", String.join("\n", PlainRenderer.lines(message.text().withAddress(url))));
            body.addProperty("markdown", renderer.render(message.text()));
            body.add("delivery", JsonBody.read(message.details().delivery()));
            body.add("message", model);
            HttpCall call = HttpCall.postJson(login.url(), body);
            byte[] signed = call.body().getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers =
                    StandardSignature.headers(HttpKeys.plain(login.secret()), message.key(), clock.instant(), signed);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                call = call.header(header.getKey(), header.getValue());
            }
            return call;
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            return answer.usual(answer.text());
        }
    }
}
