package dev.jenvoy.chat.kind.discord;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import java.time.Duration;
import java.util.Optional;

/** A webhook of one channel. */
record DiscordHook(WebAddress url) implements Login {

    private static final int NO_EMBEDS = 1 << 2;
    private static final int SILENT = 1 << 12;

    /** Discord's code for a message whose form it rejects, of which a too long one is the usual cause. */
    private static final String INVALID_FORM = "50035";

    @Override
    public String kind() {
        return DiscordKind.NAME;
    }

    /** Returns an object that allows no mention at all: without it, people who are named are notified. */
    static JsonObject noMentions() {
        JsonObject mentions = new JsonObject();
        mentions.add("parse", new JsonArray());
        return mentions;
    }

    /** Writes requests to the webhook. Limits are never assumed: the headers of each answer say them. */
    record Dialect(DiscordHook login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            JsonObject body = new JsonObject();
            body.addProperty("content", renderer.render(message.text()));
            body.add("allowed_mentions", noMentions());
            body.addProperty("flags", message.silent() ? NO_EMBEDS | SILENT : NO_EMBEDS);
            return HttpCall.postJson(login.url().with("wait", "true"), body);
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String words = answer.word("message").isEmpty() ? answer.text() : answer.word("message");
            if (answer.isOk()) {
                return answer.word("id").isEmpty()
                        ? answer.refused("not an answer of Discord")
                        : answer.sent(answer.word("id"));
            }
            if (answer.status() == 429) {
                boolean global = answer.word("global").equals("true")
                        || answer.header("X-RateLimit-Global").equalsIgnoreCase("true");
                return answer.limited(global, words);
            }
            if (answer.status() == 400 && answer.word("code").equals(INVALID_FORM) && isTooLong(answer)) {
                return answer.tooLong(words);
            }
            return answer.usual(words);
        }

        private static boolean isTooLong(ServiceAnswer answer) {
            return answer.text().contains("BASE_TYPE_MAX_LENGTH")
                    || answer.text().contains("BASE_TYPE_BAD_LENGTH");
        }

        @Override
        public Optional<Duration> pause(ServiceAnswer answer) {
            return answer.isOk() && answer.header("X-RateLimit-Remaining").equals("0")
                    ? answer.untilReset()
                    : Optional.empty();
        }
    }
}
