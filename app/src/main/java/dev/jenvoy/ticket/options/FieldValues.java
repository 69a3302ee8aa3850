package dev.jenvoy.ticket.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.option.json.JsonNode;
import java.math.BigDecimal;

/** Turns a value of the configuration into the JSON that a tracker is sent. */
final class FieldValues {

    private FieldValues() {}

    static JsonObject object(JsonNode.Members members) {
        JsonObject object = new JsonObject();
        members.values().forEach(member -> object.add(member.name(), value(member.value())));
        return object;
    }

    private static JsonElement value(JsonNode node) {
        if (node instanceof JsonNode.Members members) {
            return object(members);
        }
        if (node instanceof JsonNode.Items items) {
            JsonArray array = new JsonArray();
            items.values().forEach(item -> array.add(value(item)));
            return array;
        }
        if (node instanceof JsonNode.Text text) {
            return new JsonPrimitive(text.value());
        }
        if (node instanceof JsonNode.Flag flag) {
            return new JsonPrimitive(flag.value());
        }
        return node instanceof JsonNode.Digits digits
                ? new JsonPrimitive(new BigDecimal(digits.value()))
                : JsonNull.INSTANCE;
    }
}
