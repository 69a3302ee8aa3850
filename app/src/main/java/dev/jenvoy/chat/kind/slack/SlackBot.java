package dev.jenvoy.chat.kind.slack;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandLogin;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.NamedUuid;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;

/**
 * A bot in one workspace.
 *
 * @param api the base address of the Web API
 * @param signing the secret that signs slash commands; empty if there are no commands
 */
record SlackBot(WebAddress api, Secrets token, Secrets signing) implements CommandLogin {

    @Override
    public String kind() {
        return SlackKind.NAME;
    }

    @Override
    public Optional<PostedCommands> commands() {
        return signing.isEmpty() ? Optional.empty() : Optional.of(new SlackCommands(signing));
    }

    /** Writes requests to {@code chat.postMessage}, which answers an error with 200, too. */
    record Dialect(SlackBot login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("channel", address);
            body.addProperty("text", renderer.render(message.text()));
            body.addProperty("unfurl_links", false);
            body.addProperty("unfurl_media", false);
            // Slack does not document it as an argument, only errors that speak of it.
            body.addProperty("client_msg_id", NamedUuid.of(message.key()).toString());
            message.thread()
                    .flatMap(OutgoingMessage.Conversation::root)
                    .ifPresent(root -> body.addProperty("thread_ts", root));
            if (message.thread()
                    .filter(thread -> thread.root().isPresent() && thread.alsoInRoom())
                    .isPresent()) {
                body.addProperty("reply_broadcast", true);
            }
            return HttpCall.postJson(login.api().below("/chat.postMessage"), body)
                    .bearer(HttpKeys.plain(login.token()));
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            if (answer.isOk() && answer.word("ok").equals("true")) {
                return answer.sent(answer.word("ts"));
            }
            String error = answer.word("error");
            return error.isEmpty() && answer.isOk()
                    ? answer.refused("not an answer of Slack")
                    : SlackError.of(error, answer);
        }
    }
}
