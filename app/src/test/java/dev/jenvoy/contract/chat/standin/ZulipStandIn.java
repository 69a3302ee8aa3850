package dev.jenvoy.contract.chat.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Replaces Zulip: messages to topics of one channel, by a form, of at most 10,000 characters. */
public final class ZulipStandIn extends ChatStandIn {

    public static final String USER = "jenvoy-bot@zulip.example.org";
    public static final String TOKEN = "a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3";
    public static final String CHANNEL = "deploys";

    private static final int MAX_CODE_POINTS = 10_000;
    private static final int MAX_TOPIC = 60;

    /** Mentions, emphasis, strong, struck, code, links, emoji, and channels. */
    private static final Pattern MARK = Pattern.compile(
            "@_?\\*\\*[^*]+\\*\\*|@_?\\*[^*]+\\*|\\*\\*[^\\n]+?\\*\\*|\\*(?!\\s)[^*^\\n]+(?<!\\s)\\*"
                    + "|(?<!~)~~[^~\\n]+~~|`[^`]+`|\\[[^\\]]*\\]\\([^)]*\\)|:[\\w+-]+:|#\\*\\*[^*]+\\*\\*",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** A message in a topic. */
    public record Message(String topic, String text) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Returns everything that is markup. */
    public static List<String> marks(String text) {
        return MARK.matcher(text).results().map(found -> found.group()).toList();
    }

    @Override
    protected Answer handle(Request request) {
        String pair = Base64.getEncoder().encodeToString((USER + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!request.header("authorization").equals("Basic " + pair)) {
            return error(401, "INVALID_API_KEY", "Invalid API key");
        }
        Map<String, String> form = request.form();
        if (!form.getOrDefault("to", "").equals(CHANNEL)) {
            return error(400, "STREAM_DOES_NOT_EXIST", "Channel '" + form.get("to") + "' does not exist");
        }
        String text = form.getOrDefault("content", "");
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            return error(400, "BAD_REQUEST", "Message too long");
        }
        String topic = form.getOrDefault("topic", "");
        messages.add(new Message(topic.substring(0, Math.min(topic.length(), MAX_TOPIC)), text));
        return Answer.json(200, "result", "success", "msg", "", "id", messages.size());
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, "result", "error", "code", code, "msg", message);
    }
}
