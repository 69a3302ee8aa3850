package dev.jenvoy.contract.chat.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Replaces a workflow of Teams: answers 202 without a body before the card shows; refuses what is no card of version 1.4. */
public final class WorkflowStandIn extends ChatStandIn {

    public static final String PATH = "/workflows/0123456789abcdef/triggers/manual/paths/invoke";
    public static final String QUERY =
            "?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=SIGabcdefghijklmnopqrstuvwxyz";

    private static final int MAX_BYTES = 28_000;
    private static final String CARD = "application/vnd.microsoft.card.adaptive";
    private static final Set<String> ELEMENTS = Set.of("TextBlock", "Container", "FactSet");
    private static final Set<String> STYLES = Set.of("default", "emphasis", "good", "attention", "warning", "accent");

    private final List<JsonObject> cards = new CopyOnWriteArrayList<>();

    /** Returns the address of the workflow. */
    public String hook() {
        return address() + PATH + QUERY;
    }

    /** Returns the cards, in order. */
    public List<JsonObject> cards() {
        return List.copyOf(cards);
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.path().equals(PATH)) {
            return error(404, "WorkflowNotFound", "The workflow could not be found.");
        }
        if (!request.query().getOrDefault("sig", "").startsWith("SIG")) {
            return error(401, "DirectApiAuthorizationRequired", "The request must be authenticated.");
        }
        if (request.body().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return error(413, "RequestEntityTooLarge", "Too large.");
        }
        JsonObject message = request.json();
        if (!request.text("type").equals("message")
                || !message.has("attachments")
                || message.getAsJsonArray("attachments").size() != 1) {
            return error(400, "TriggerInputSchemaMismatch", "The input body did not match its schema.");
        }
        JsonObject attachment = message.getAsJsonArray("attachments").get(0).getAsJsonObject();
        if (!attachment.get("contentType").getAsString().equals(CARD)
                || !isCard(attachment.getAsJsonObject("content"))) {
            return error(400, "InvalidCard", "The attachment is no Adaptive Card.");
        }
        cards.add(attachment.getAsJsonObject("content"));
        return Answer.of(202, "");
    }

    private static boolean isCard(JsonObject card) {
        return card.get("type").getAsString().equals("AdaptiveCard")
                && card.get("version").getAsString().equals("1.4")
                && areElements(card.getAsJsonArray("body"));
    }

    private static boolean areElements(JsonArray elements) {
        for (JsonElement one : elements) {
            JsonObject element = one.getAsJsonObject();
            String type = element.get("type").getAsString();
            boolean text = !type.equals("TextBlock")
                    || element.get("text").getAsJsonPrimitive().isString();
            boolean style = !element.has("style")
                    || STYLES.contains(element.get("style").getAsString());
            boolean inner = !element.has("items") || areElements(element.getAsJsonArray("items"));
            if (!ELEMENTS.contains(type) || !text || !style || !inner) {
                return false;
            }
        }
        return !elements.isEmpty();
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, "error", members("code", code, "message", message));
    }
}
