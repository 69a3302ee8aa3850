package dev.jenvoy.chat.kind.mattermost;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.http.JsonBody;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Posts as a bot. The server remembers a key for 30 seconds only, so a message in doubt is looked for among the newest posts
 * before it is sent again.
 */
final class MattermostConnection implements Connection {

    private final MattermostBot.Dialect dialect;
    private final HttpConnection http;

    MattermostConnection(MattermostBot.Dialect dialect, Said said, InstantSource clock) {
        this.dialect = dialect;
        this.http = new HttpConnection(dialect, said, clock);
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        if (message.doubt()) {
            Optional<SendResult> found =
                    http.ask(dialect.newest(address)).flatMap(answer -> found(message.key(), answer));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return http.send(address, message);
    }

    private static Optional<SendResult> found(String key, ServiceAnswer answer) {
        for (Map.Entry<String, JsonElement> post :
                JsonBody.object(answer.json(), "posts").entrySet()) {
            if (post.getValue() instanceof JsonObject object
                    && JsonBody.word(object, "props", MattermostBot.KEY).equals(key)) {
                return Optional.of(answer.sent(post.getKey()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return http.trouble();
    }

    @Override
    public void close() {
        http.close();
    }
}
