package dev.jenvoy.contract.chat.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces Slack: one incoming webhook, and {@code chat.postMessage} for a bot, which answers an error with 200. A text of over
 * 40,000 characters is cut.
 */
public final class SlackStandIn extends ChatStandIn {

    public static final String TOKEN = "xoxb-1234567890-abcdefghijklmnop";
    public static final String HOOK_PATH = "/services/T00000001/B00000001/XyZ1234567890abcdefghijk";
    public static final String CHANNEL = "C0123456789";

    private static final Pattern MENTION =
            Pattern.compile("<(!here|!channel|!everyone|!subteam\\^[A-Z0-9]+|@[UW][A-Z0-9]+)" + "(?:\\|[^>]*)?>");
    private static final Pattern LINK = Pattern.compile("<(https?://[^|>]+)\\|([^>]*)>");
    private static final Pattern BOLD = Pattern.compile("(?:^|[\\s(])\\*([^*\\s][^*]*)\\*(?=$|[\\s).,:])");
    private static final int CUT_CHARS = 40_000;

    /** A message that shows in a channel. */
    public record Message(String channel, String text, String thread, boolean broadcast, String ts) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> channels = new TreeMap<>(Map.of(CHANNEL, "ok"));
    private final Set<String> revoked = new TreeSet<>();
    private int nextTs = 100;

    /** Returns the address of the webhook. */
    public String hook() {
        return address() + HOOK_PATH;
    }

    /** Returns the base address of the Web API. */
    public String api() {
        return address() + "/api";
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Makes a channel answer with this error from now on, such as {@code is_archived}. */
    public void channelSays(String channel, String error) {
        channels.put(channel, error);
    }

    /** Makes the token invalid. */
    public void revoke() {
        revoked.add(TOKEN);
    }

    /** Returns whom a text would notify, as Slack reads it. */
    public static List<String> mentions(String text) {
        return MENTION.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Returns the addresses of links with a text of their own. */
    public static List<String> links(String text) {
        return LINK.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Returns what people read: markup is gone, entities are characters. */
    public static String shown(String text) {
        String plain = BOLD.matcher(LINK.matcher(text).replaceAll("$2"))
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replace("*", "")));
        return plain.replace("\u2060", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Override
    protected Answer handle(Request request) {
        if (request.path().equals(HOOK_PATH)) {
            return hook(request);
        }
        return request.path().equals("/api/chat.postMessage") ? post(request) : Answer.of(404, "no_service");
    }

    private Answer hook(Request request) {
        if (!channels.get(CHANNEL).equals("ok")) {
            String error = channels.get(CHANNEL);
            return Answer.of(error.equals("channel_is_archived") ? 410 : error.startsWith("no_") ? 404 : 403, error);
        }
        if (!request.header("content-type").startsWith("application/json")
                || request.json().size() == 0) {
            return Answer.of(400, "invalid_payload");
        }
        if (request.text("text").isEmpty()) {
            return Answer.of(400, "no_text");
        }
        keep(CHANNEL, request);
        return Answer.of(200, "ok");
    }

    private Answer post(Request request) {
        List<String> errors = new ArrayList<>();
        if (request.bearer().isEmpty()) {
            errors.add("not_authed");
        } else if (revoked.contains(request.bearer())) {
            errors.add("token_revoked");
        } else if (!request.bearer().equals(TOKEN)) {
            errors.add("invalid_auth");
        }
        String channel = channels.getOrDefault(request.text("channel"), "channel_not_found");
        if (!channel.equals("ok")) {
            errors.add(channel);
        }
        if (request.text("text").isEmpty()) {
            errors.add("no_text");
        }
        String thread = request.text("thread_ts");
        if (!thread.isEmpty()
                && messages.stream().noneMatch(message -> message.ts().equals(thread))) {
            errors.add("thread_not_found");
        }
        if (!errors.isEmpty()) {
            return Answer.json(200, "ok", false, "error", errors.get(0));
        }
        String ts = keep(request.text("channel"), request);
        return Answer.json(200, "ok", true, "channel", request.text("channel"), "ts", ts);
    }

    private String keep(String channel, Request request) {
        String text = request.text("text");
        String ts = "1700000000." + nextTs++;
        messages.add(new Message(
                channel,
                text.length() > CUT_CHARS ? text.substring(0, CUT_CHARS) : text,
                request.text("thread_ts"),
                request.text("reply_broadcast").equals("true"),
                ts));
        return ts;
    }
}
