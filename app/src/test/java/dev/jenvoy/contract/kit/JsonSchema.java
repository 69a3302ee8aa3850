package dev.jenvoy.contract.kit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Implements the part of JSON Schema that the OpenAPI document uses. Reports unknown keywords as faults. */
public final class JsonSchema {

    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonObject document;

    public JsonSchema(JsonObject document) {
        this.document = document;
    }

    /** Returns how this value differs from the schema with this name. */
    public List<String> faults(String name, JsonElement value) {
        return faults(named(name), value, name);
    }

    public List<String> faults(JsonObject schema, JsonElement value, String place) {
        List<String> faults = new ArrayList<>();
        check(schema, value, place, faults);
        return faults;
    }

    private JsonObject named(String name) {
        return document.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name);
    }

    private void check(JsonObject schema, JsonElement value, String place, List<String> faults) {
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            JsonElement wanted = keyword.getValue();
            switch (keyword.getKey()) {
                case "$ref" -> check(named(wanted.getAsString().substring(SCHEMAS.length())), value, place, faults);
                case "type" -> type(wanted, value, place, faults);
                case "enum" -> {
                    if (!wanted.getAsJsonArray().contains(value)) {
                        faults.add(place + ": " + value + " is none of " + wanted);
                    }
                }
                case "format" -> time(value, place, faults);
                case "pattern" -> {
                    if (!value.getAsString().matches(wanted.getAsString())) {
                        faults.add(place + ": " + value + " does not match " + wanted);
                    }
                }
                case "items" -> {
                    if (value.isJsonArray()) {
                        value.getAsJsonArray()
                                .forEach(one -> check(wanted.getAsJsonObject(), one, place + "[]", faults));
                    }
                }
                case "required" ->
                    wanted.getAsJsonArray().forEach(name -> {
                        if (!value.getAsJsonObject().has(name.getAsString())) {
                            faults.add(place + ": lacks " + name);
                        }
                    });
                case "properties", "additionalProperties" -> {
                    // Checked together, below.
                }
                case "description" -> {
                    // For people only.
                }
                default -> faults.add(place + ": unknown keyword " + keyword.getKey());
            }
        }
        if (value.isJsonObject()) {
            members(schema, value.getAsJsonObject(), place, faults);
        }
    }

    private void members(JsonObject schema, JsonObject value, String place, List<String> faults) {
        JsonObject properties = schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
        JsonElement more = schema.get("additionalProperties");
        for (Map.Entry<String, JsonElement> member : value.entrySet()) {
            String where = place + "." + member.getKey();
            if (properties.has(member.getKey())) {
                check(properties.getAsJsonObject(member.getKey()), member.getValue(), where, faults);
            } else if (more != null && more.isJsonObject()) {
                check(more.getAsJsonObject(), member.getValue(), where, faults);
            } else if (more != null && !more.getAsBoolean()) {
                faults.add(where + ": is not described");
            }
        }
    }

    private static void type(JsonElement wanted, JsonElement value, String place, List<String> faults) {
        boolean fits = wanted.isJsonArray()
                ? wanted.getAsJsonArray().asList().stream().anyMatch(one -> is(one.getAsString(), value))
                : is(wanted.getAsString(), value);
        if (!fits) {
            faults.add(place + ": " + value + " is no " + wanted);
        }
    }

    private static boolean is(String type, JsonElement value) {
        JsonPrimitive primitive = value.isJsonPrimitive() ? value.getAsJsonPrimitive() : null;
        return switch (type) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "null" -> value.isJsonNull();
            case "string" -> primitive != null && primitive.isString();
            case "boolean" -> primitive != null && primitive.isBoolean();
            case "integer" ->
                primitive != null
                        && primitive.isNumber()
                        && primitive.getAsString().matches("-?\\d+");
            default -> false;
        };
    }

    private static void time(JsonElement value, String place, List<String> faults) {
        try {
            Instant.parse(value.getAsString());
        } catch (DateTimeParseException e) {
            faults.add(place + ": " + value + " is no time");
        }
    }
}
