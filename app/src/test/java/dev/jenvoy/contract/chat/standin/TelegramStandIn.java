package dev.jenvoy.contract.chat.standin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Replaces Telegram's Bot API: HTML whose tags must be known and closed, and at most 4,096 characters once it is read. */
public final class TelegramStandIn extends ChatStandIn {

    public static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
    public static final String CHAT = "-1001234567890";

    private static final int MAX_CHARS = 4_096;
    private static final Pattern TAG = Pattern.compile("</?(?:b|i|code|blockquote)>|<a href=\"[^\"<>]*\">|</a>");
    private static final Pattern MENTION = Pattern.compile("(?<!\\w)@\\w+");

    /** A message in the chat. */
    public record Message(String text, String answers, String topic, boolean silent) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Returns what people read. */
    public static String shown(String html) {
        return read(html).replace("\u200b", "");
    }

    /** Returns whom a text would notify. */
    public static List<String> mentions(String html) {
        return MENTION.matcher(read(html)).results().map(found -> found.group()).toList();
    }

    private static String read(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.path().equals("/bot" + TOKEN + "/sendMessage")) {
            return error(request.path().startsWith("/bot" + TOKEN) ? 404 : 401, "Unauthorized");
        }
        if (!request.text("chat_id").equals(CHAT)) {
            return error(400, "Bad Request: chat not found");
        }
        String html = request.text("text");
        if (TAG.matcher(html).replaceAll("").contains("<")) {
            return error(400, "Bad Request: can't parse entities");
        }
        if (read(html).length() > MAX_CHARS) {
            return error(400, "Bad Request: message is too long");
        }
        String answers = request.json().has("reply_parameters")
                ? request.json()
                        .getAsJsonObject("reply_parameters")
                        .get("message_id")
                        .getAsString()
                : "";
        boolean silent = request.text("disable_notification").equals("true");
        messages.add(new Message(html, answers, request.text("message_thread_id"), silent));
        return Answer.json(200, "ok", true, "result", members("message_id", messages.size()));
    }

    private static Answer error(int status, String description) {
        return Answer.json(status, "ok", false, "error_code", status, "description", description);
    }
}
