package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.dispatch.RedeliveryPart;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which hooks a request wants to run again.
 *
 * @param part the choice
 * @param words the choice in words, for the journal; empty if it is all of them
 */
public record AskedPart(RedeliveryPart part, Optional<String> words) {

    private static final int MAX_NAME_CHARS = 1_000;

    /** Reports an invalid body. The message names the expected one. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    /** Reads the choice of a request: all hooks, also without a body. */
    public static AskedPart of(AdminRequest request) throws Wrong {
        if (request.body().length == 0) {
            return whole();
        }
        JsonObject body = request.json().orElseThrow(() -> new Wrong("expected a JSON object"));
        return of(body);
    }

    /** Reads the choice of a body. */
    public static AskedPart of(JsonObject body) throws Wrong {
        List<AskedPart> choices = new ArrayList<>();
        if (body.has("hooks")) {
            String word = text(body, "hooks");
            switch (word) {
                case "all" -> choices.add(whole());
                case "failed" ->
                    choices.add(new AskedPart(
                            new RedeliveryPart.Failed(RunStatistics.KINDS), Optional.of("the failed hooks")));
                default -> throw new Wrong("hooks: expected \"all\" or \"failed\"");
            }
        }
        if (body.has("hook")) {
            String name = text(body, "hook");
            choices.add(
                    new AskedPart(new RedeliveryPart.Only(RunStatistics.KINDS, name), Optional.of("the hook " + name)));
        }
        if (body.has("from")) {
            String name = text(body, "from");
            choices.add(new AskedPart(
                    new RedeliveryPart.From(RunStatistics.KINDS, name), Optional.of("the hooks from " + name + " on")));
        }
        if (choices.size() > 1) {
            throw new Wrong("expected one of hooks, hook and from");
        }
        return choices.isEmpty() ? whole() : choices.get(0);
    }

    private static AskedPart whole() {
        return new AskedPart(new RedeliveryPart.Whole(), Optional.empty());
    }

    private static String text(JsonObject body, String name) throws Wrong {
        JsonElement value = body.get(name);
        if (value instanceof JsonPrimitive text
                && text.isString()
                && !text.getAsString().isBlank()
                && text.getAsString().length() <= MAX_NAME_CHARS) {
            return text.getAsString();
        }
        throw new Wrong(name + ": expected a text");
    }

    /** Says why nothing of a delivery runs again, where no action was chosen. */
    String unmatched() {
        if (part instanceof RedeliveryPart.Failed) {
            return "no hook that failed in this delivery matches it now";
        }
        return words.isEmpty() ? "no hook matches this delivery now" : "this hook does not match the delivery now";
    }
}
