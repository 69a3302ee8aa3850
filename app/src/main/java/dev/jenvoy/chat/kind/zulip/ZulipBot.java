package dev.jenvoy.chat.kind.zulip;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.HttpDialect;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A bot of one organisation.
 *
 * @param url the organisation's address
 * @param user the bot's address, as in mail
 */
record ZulipBot(WebAddress url, String user, Secrets token) implements Login {

    private static final int MAX_TOPIC_CHARS = 60;
    private static final String TOPIC = "jenvoy";
    private static final Set<String> SHUT =
            Set.of("STREAM_DOES_NOT_EXIST", "UNAUTHORIZED", "INVALID_API_KEY", "USER_DEACTIVATED", "REALM_DEACTIVATED");

    @Override
    public String kind() {
        return ZulipKind.NAME;
    }

    /** Writes messages; the topic is the conversation, that of the address, or {@code jenvoy}. */
    record Dialect(ZulipBot login, Renderer renderer) implements HttpDialect {
        @Override
        public HttpCall call(String address, OutgoingMessage message) {
            String[] parts = address.split(" > ", 2);
            String fixed = parts.length > 1 ? parts[1] : TOPIC;
            String topic =
                    message.thread().map(OutgoingMessage.Conversation::name).orElse(fixed);
            Map<String, String> form = new LinkedHashMap<>();
            form.put("type", "stream");
            form.put("to", parts[0]);
            form.put("topic", HarmlessText.cut(topic, MAX_TOPIC_CHARS));
            form.put("content", renderer.render(message.text()));
            String pair = login.user() + ":" + HttpKeys.plain(login.token());
            return HttpCall.postForm(login.url().below("/api/v1/messages"), form)
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public SendResult result(ServiceAnswer answer) {
            String code = answer.word("code");
            String words = answer.word("msg");
            if (answer.isOk()) {
                return answer.word("result").equals("success")
                        ? answer.sent(answer.word("id"))
                        : answer.refused("not an answer of Zulip");
            }
            if (answer.status() == 429 || code.equals("RATE_LIMIT_HIT")) {
                return answer.limited(true, words);
            }
            if (words.contains("too long")) {
                return answer.tooLong(words);
            }
            return SHUT.contains(code) ? answer.shut(words) : answer.usual(words);
        }
    }
}
