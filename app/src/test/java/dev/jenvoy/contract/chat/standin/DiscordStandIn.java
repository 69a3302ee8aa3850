package dev.jenvoy.contract.chat.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Replaces Discord: one webhook with a bucket of requests, which its headers describe. A message without {@code allowed_mentions}
 * notifies the users that it names. A deleted webhook is 404 for ever.
 */
public final class DiscordStandIn extends ChatStandIn {

    public static final String HOOK_PATH = "/api/webhooks/123456789012345678/aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789";

    private static final int MAX_CHARS = 2_000;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([^0-9A-Za-z\\s])");
    private static final Pattern MENTION = Pattern.compile("(?<!\\\\)@(everyone|here)|<@[!&]?\\d+>");
    private static final Pattern LINK =
            Pattern.compile("(?<!\\\\)\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\(<?(https?://[^>)]+)>?\\)");

    /** A message in the channel. */
    public record Message(String id, String text, List<String> notified, int flags) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private boolean deleted;
    private int left = Integer.MAX_VALUE;
    private double resetAfter = 1;
    private long nextId = 900_000_000_000_000_001L;

    /** Returns the address of the webhook. */
    public String hook() {
        return address() + HOOK_PATH;
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Deletes the webhook. */
    public synchronized void delete() {
        deleted = true;
    }

    /** Lets only so many messages through; the last one that fits says so in its headers, and a further one is 429. */
    public synchronized void allow(int messagesLeft, double seconds) {
        left = messagesLeft;
        resetAfter = seconds;
    }

    /** Returns what people read. */
    public static String shown(String text) {
        return ESCAPE.matcher(LINK.matcher(text).replaceAll("$1")).replaceAll("$1");
    }

    /** Returns the addresses of links with a text of their own. */
    public static List<String> links(String text) {
        return LINK.matcher(text).results().map(found -> found.group(2)).toList();
    }

    @Override
    protected Answer handle(Request request) {
        if (deleted || !request.path().equals(HOOK_PATH)) {
            return Answer.json(404, "message", "Unknown Webhook", "code", 10_015);
        }
        if (left == 0) {
            return Answer.json(
                            429, "message", "You are being rate limited.", "retry_after", resetAfter, "global", false)
                    .with("Retry-After", String.valueOf((long) Math.ceil(resetAfter)))
                    .with("X-RateLimit-Scope", "user");
        }
        String content = request.text("content");
        if (content.isEmpty()) {
            return Answer.json(400, "message", "Cannot send an empty message", "code", 50_006);
        }
        if (content.length() > MAX_CHARS) {
            return Answer.of(
                    400,
                    "{\"code\":50035,\"errors\":{\"content\":{\"_errors\":[{\"code\":\"BASE_TYPE_MAX_LENGTH\",\"message\":"
                            + "\"Must be 2000 or fewer in length.\"}]}},\"message\":\"Invalid Form Body\"}");
        }
        left = left == Integer.MAX_VALUE ? left : left - 1;
        JsonObject body = request.json();
        Message message = new Message(
                String.valueOf(nextId++),
                content,
                notified(content, body),
                body.has("flags") ? body.get("flags").getAsInt() : 0);
        messages.add(message);
        Answer answer = request.query().getOrDefault("wait", "").equals("true")
                ? Answer.json(200, "id", message.id(), "content", content)
                : Answer.of(204, "");
        return left == Integer.MAX_VALUE
                ? answer
                : answer.with("X-RateLimit-Limit", "5")
                        .with("X-RateLimit-Remaining", String.valueOf(left))
                        .with("X-RateLimit-Reset-After", String.valueOf(resetAfter))
                        .with("X-RateLimit-Bucket", "b");
    }

    /** Without {@code allowed_mentions} all that are named; with {@code parse}, only the kinds in it. */
    private static List<String> notified(String content, JsonObject body) {
        List<String> named = new ArrayList<>(
                MENTION.matcher(content).results().map(found -> found.group()).toList());
        if (body.has("allowed_mentions")) {
            JsonArray parse = body.getAsJsonObject("allowed_mentions").getAsJsonArray("parse");
            named.removeIf(name -> parse == null || parse.isEmpty());
        }
        return named;
    }
}
