package dev.jenvoy.ticket.tracker.jira;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What Jira says about a refused request, in the language of the account.
 *
 * @param messages what is wrong with the whole request
 * @param fields what is wrong with single fields, by their ids
 */
record JiraErrors(List<String> messages, Map<String, String> fields) {

    static JiraErrors read(JsonObject answer) {
        List<String> messages = new ArrayList<>();
        if (answer.get("errorMessages") instanceof JsonArray list) {
            list.forEach(message -> messages.add(text(message)));
        }
        // The gateway before Cloud says it in this way, as when a token has not the scope.
        if (answer.get("message") instanceof JsonPrimitive message) {
            messages.add(text(message));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (answer.get("errors") instanceof JsonObject errors) {
            errors.entrySet().forEach(error -> fields.put(error.getKey(), text(error.getValue())));
        }
        return new JiraErrors(messages, fields);
    }

    private static String text(JsonElement value) {
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    /** Returns all of it on one line. */
    String line() {
        StringJoiner line = new StringJoiner("; ");
        messages.forEach(line::add);
        fields.forEach((field, text) -> line.add(field + ": " + text));
        return line.toString();
    }
}
