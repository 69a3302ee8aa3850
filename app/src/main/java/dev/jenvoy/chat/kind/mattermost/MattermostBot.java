package dev.jenvoy.chat.kind.mattermost;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandLogin;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;

/**
 * A bot of one server.
 *
 * @param url the server
 * @param commandTokens the tokens of slash commands; empty if there are no commands
 */
record MattermostBot(WebAddress url, Secrets token, Secrets commandTokens) implements CommandLogin {

    /** The property of a post in which its key is kept. */
    static final String KEY = "jenvoy_key";

    @Override
    public String kind() {
        return MattermostKind.NAME;
    }

    @Override
    public Optional<PostedCommands> commands() {
        return commandTokens.isEmpty() ? Optional.empty() : Optional.of(new MattermostCommands(commandTokens));
    }

    /** Writes posts. The server returns the first post when the same {@code pending_post_id} comes within 30 seconds. */
    record Dialect(MattermostBot login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject props = new JsonObject();
            props.addProperty(KEY, message.key());
            JsonObject body = new JsonObject();
            body.addProperty("channel_id", address);
            body.addProperty("message", renderer.render(message.text()));
            body.addProperty("pending_post_id", message.key());
            body.add("props", props);
            // Where threads are collapsed, a post in a thread shows only there.
            message.thread()
                    .filter(thread -> !thread.alsoInRoom())
                    .flatMap(OutgoingMessage.Conversation::root)
                    .ifPresent(root -> body.addProperty("root_id", root));
            return authorised(HttpCall.postJson(login.url().below("/api/v4/posts"), body));
        }

        HttpCall authorised(HttpCall call) {
            return call.bearer(HttpKeys.plain(login.token()));
        }

        /** Asks for the newest posts of a channel. */
        HttpCall newest(String address) {
            return authorised(HttpCall.get(
                    login.url().below("/api/v4/channels/" + WebAddress.encode(address) + "/posts?per_page=60")));
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            return answer.isOk() && !answer.word("id").isEmpty()
                    ? answer.sent(answer.word("id"))
                    : answer.isOk() ? answer.refused("not an answer of Mattermost") : MattermostError.of(answer);
        }
    }
}
