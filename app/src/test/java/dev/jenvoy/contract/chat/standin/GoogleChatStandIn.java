package dev.jenvoy.contract.chat.standin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Replaces Google Chat: one webhook, threads by their key, and the memory of request ids. */
public final class GoogleChatStandIn extends ChatStandIn {

    public static final String PATH = "/v1/spaces/AAAAspace/messages";
    public static final String QUERY = "?key=AIzaSyKEYabcdefgh&token=TOKENabcdefghijkl";

    private static final int MAX_CHARS = 4_096;
    private static final Pattern MENTION = Pattern.compile("<users/[^>]+>");

    /** A message in the space. */
    public record Message(String text, String thread) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> requests = new HashMap<>();

    /** Returns the address of the webhook. */
    public String hook() {
        return address() + PATH + QUERY;
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Returns whom a text would notify. */
    public static List<String> mentions(String text) {
        return MENTION.matcher(text).results().map(found -> found.group()).toList();
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.query().getOrDefault("token", "").equals("TOKENabcdefghijkl")) {
            return error(401, "Request had invalid authentication credentials.");
        }
        String id = request.query().getOrDefault("requestId", "");
        if (requests.containsKey(id)) {
            return Answer.json(200, "name", requests.get(id));
        }
        if (request.text("text").length() > MAX_CHARS) {
            return error(400, "Message text is too long.");
        }
        String thread = request.json().has("thread")
                ? request.json().getAsJsonObject("thread").get("threadKey").getAsString()
                : "";
        messages.add(new Message(request.text("text"), thread));
        String name = "spaces/AAAAspace/messages/" + messages.size();
        requests.put(id, name);
        return Answer.json(200, "name", name, "thread", members("name", "spaces/AAAAspace/threads/" + thread));
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, "error", members("code", status, "message", message));
    }
}
