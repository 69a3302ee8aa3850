package dev.jenvoy.contract.chat.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A message as the API shows it.
 *
 * @param room the name of the action: the room, with {@code /hooks} for what happened here
 * @param state {@code waiting}, {@code running}, or how the last attempt ended
 * @param why what the last attempt said of a failure; empty if it did not fail
 * @param said what the service said
 * @param text the text in the service's markup
 */
record ShownMessage(long entry, String room, String state, int attempts, String why, String said, String text) {

    /** Returns the messages of all deliveries, in the order of acceptance. */
    static List<ShownMessage> all(InetSocketAddress admin) throws IOException {
        List<ShownMessage> all = new ArrayList<>();
        List<JsonElement> deliveries = new ArrayList<>(get(admin, "/api/deliveries?limit=500")
                .getAsJsonArray("deliveries")
                .asList());
        Collections.reverse(deliveries);
        for (JsonElement delivery : deliveries) {
            JsonObject summary = delivery.getAsJsonObject();
            if (summary.has("entry")) {
                all.addAll(of(admin, summary.get("entry").getAsLong()));
            }
        }
        return all;
    }

    private static List<ShownMessage> of(InetSocketAddress admin, long entry) throws IOException {
        List<ShownMessage> all = new ArrayList<>();
        for (JsonElement one : get(admin, "/api/deliveries/" + entry).getAsJsonArray("actions")) {
            JsonObject action = one.getAsJsonObject();
            if (action.get("kind").getAsString().equals("chat")) {
                all.add(of(entry, action));
            }
        }
        return all;
    }

    private static ShownMessage of(long entry, JsonObject action) {
        JsonArray attempts = action.getAsJsonArray("attempts");
        JsonObject outcome = new JsonObject();
        for (JsonElement attempt : attempts) {
            if (attempt.getAsJsonObject().has("outcome")) {
                outcome = attempt.getAsJsonObject().getAsJsonObject("outcome");
            }
        }
        JsonObject result = outcome.has("result")
                ? JsonParser.parseString(outcome.get("result").getAsString()).getAsJsonObject()
                : new JsonObject();
        String state = action.get("state").getAsString();
        if (state.equals("ended")) {
            state = text(outcome, "ending") + (outcome.get("failed").getAsBoolean() ? " failed" : "");
        }
        return new ShownMessage(
                entry,
                action.get("name").getAsString(),
                state,
                attempts.size(),
                text(outcome, "error"),
                text(result, "said"),
                text(result, "text"));
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull()
                ? object.get(name).getAsString()
                : "";
    }

    private static JsonObject get(InetSocketAddress admin, String path) throws IOException {
        try (Wire wire = new Wire(admin)) {
            return wire.send(HookRequest.of("GET", path)).answer().json();
        }
    }
}
