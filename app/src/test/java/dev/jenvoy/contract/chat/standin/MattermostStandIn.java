package dev.jenvoy.contract.chat.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Replaces Mattermost: one incoming webhook, whose long texts are split, and posts of a bot, whose {@code pending_post_id} is
 * remembered for 30 seconds.
 */
public final class MattermostStandIn extends ChatStandIn {

    public static final String TOKEN = "bottoken1234567890abcdefgh";
    public static final String CHANNEL = "abcdefghijklmnopqrstuvwxyz";
    public static final String HOOK_PATH = "/hooks/hookid1234567890abcdefghij";

    private static final int MAX_RUNES = 16_383;
    private static final Duration MEMORY = Duration.ofSeconds(30);
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*{}\\[\\]()#+\\-.!_>~|])");
    private static final Pattern MENTION = Pattern.compile("(?<![\\w])@([a-z0-9][a-z0-9._-]*)|<!(here|channel|all)>");

    /** A post in a channel. */
    public record Post(String id, String channel, String text, String root, boolean silent) {}

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Map<String, Map.Entry<String, Instant>> pending = new HashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Set<String> deletedChannels = new TreeSet<>();
    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000L);
    private int nextId = 1;

    /** Returns the address of the webhook. */
    public String hook() {
        return address() + HOOK_PATH;
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Lets time pass, after which keys may be forgotten. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Deletes a channel. */
    public void delete(String channel) {
        deletedChannels.add(channel);
    }

    /** Returns whom a text would notify: names behind an at sign, once backslashes and entities are resolved. */
    public static List<String> mentions(String text) {
        String read = ESCAPE.matcher(text.replaceAll("`[^`]*`", "")).replaceAll("$1");
        return MENTION.matcher(read).results().map(found -> found.group()).toList();
    }

    /** Returns what people read of a text without links and emphasis. */
    public static String shown(String text) {
        return ESCAPE.matcher(text)
                .replaceAll("$1")
                .replace("\u200b", "")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    @Override
    protected Answer handle(Request request) {
        if (request.path().equals(HOOK_PATH)) {
            return hook(request);
        }
        if (!request.bearer().equals(TOKEN)) {
            return error(
                    401, "api.context.session_expired.app_error", "Invalid or expired session, please login again.");
        }
        if (request.method().equals("GET") && request.path().equals("/api/v4/channels/" + CHANNEL + "/posts")) {
            return Answer.json(200, "order", List.copyOf(properties.keySet()), "posts", properties);
        }
        return request.path().equals("/api/v4/posts") ? post(request) : error(404, "api.context.404", "Not found");
    }

    private Answer hook(Request request) {
        if (!request.header("content-type").startsWith("application/json")
                || request.json().size() == 0) {
            return error(400, "web.incoming_webhook.parse.app_error", "Unable to parse incoming data.");
        }
        if (deletedChannels.contains(CHANNEL)) {
            return error(400, "web.incoming_webhook.channel.app_error", "Couldn't find the channel.");
        }
        String text = request.text("text");
        for (int from = 0; from < text.length(); from += MAX_RUNES) {
            String part = text.substring(from, Math.min(text.length(), from + MAX_RUNES));
            posts.add(new Post(id(), CHANNEL, part, "", request.text("silent").equals("true")));
        }
        return Answer.of(200, "ok");
    }

    private Answer post(Request request) {
        String key = request.text("pending_post_id");
        Map.Entry<String, Instant> known = pending.get(key);
        if (!key.isEmpty() && known != null && known.getValue().plus(MEMORY).isAfter(now)) {
            return Answer.json(201, "id", known.getKey());
        }
        String text = request.text("message");
        if (deletedChannels.contains(request.text("channel_id"))
                || !request.text("channel_id").equals(CHANNEL)) {
            return error(403, "api.context.permissions.app_error", "You do not have the appropriate permissions.");
        }
        if (text.codePointCount(0, text.length()) > MAX_RUNES) {
            return error(
                    400,
                    "model.post.is_valid.message_length.app_error",
                    "Post Message property is longer than the maximum.");
        }
        String root = request.text("root_id");
        if (!root.isEmpty() && posts.stream().noneMatch(post -> post.id().equals(root))) {
            return error(400, "api.post.create_post.root_id.app_error", "Invalid RootId parameter.");
        }
        Post post = new Post(id(), CHANNEL, text, root, false);
        posts.add(post);
        pending.put(key, Map.entry(post.id(), now));
        properties.put(
                post.id(), members("id", post.id(), "props", request.json().get("props")));
        return Answer.json(201, "id", post.id());
    }

    private String id() {
        return "post" + nextId++;
    }

    private static Answer error(int status, String id, String message) {
        return Answer.json(status, "id", id, "message", message, "detailed_error", "", "status_code", status);
    }
}
