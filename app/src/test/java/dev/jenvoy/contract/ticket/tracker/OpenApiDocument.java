package dev.jenvoy.contract.ticket.tracker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares requests and answers with an OpenAPI document of version 3.0, with the part of JSON Schema that such a document uses. */
final class OpenApiDocument {

    private final JsonObject document;

    OpenApiDocument(JsonObject document) {
        this.document = document;
    }

    /** Returns what the document says about a method at a path; empty if it knows no such method. */
    Optional<JsonObject> operation(String method, String path) {
        for (Map.Entry<String, JsonElement> known :
                document.getAsJsonObject("paths").entrySet()) {
            String pattern =
                    Pattern.compile("\\{[^}]*}").matcher(known.getKey()).replaceAll("[^/]+");
            if (path.matches(pattern)) {
                JsonElement operation = known.getValue().getAsJsonObject().get(method.toLowerCase(Locale.ROOT));
                if (operation != null) {
                    return Optional.of(operation.getAsJsonObject());
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the names of the parameters of an operation. */
    static List<String> parameters(JsonObject operation) {
        List<String> names = new ArrayList<>();
        operation
                .getAsJsonArray("parameters")
                .forEach(parameter ->
                        names.add(parameter.getAsJsonObject().get("name").getAsString()));
        return names;
    }

    /** Returns the schema of a JSON body; empty if there is no such body. */
    static Optional<JsonObject> bodySchema(JsonObject withContent) {
        JsonObject at = withContent;
        for (String name : List.of("content", "application/json", "schema")) {
            if (!(at.get(name) instanceof JsonObject next)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    JsonObject schema(String name) {
        return document.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name);
    }

    /** Returns how a value differs from a schema. */
    List<String> faults(JsonObject schema, JsonElement value, String place) {
        List<String> faults = new ArrayList<>();
        check(schema, value, place, faults);
        return faults;
    }

    private void check(JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (schema.get("$ref") instanceof JsonPrimitive reference) {
            String name = reference.getAsString();
            check(schema(name.substring(name.lastIndexOf('/') + 1)), value, place, faults);
            return;
        }
        if (schema.get("allOf") instanceof JsonArray all) {
            all.forEach(part -> check(part.getAsJsonObject(), value, place, faults));
        }
        if (schema.get("type") instanceof JsonPrimitive type && !is(type.getAsString(), value)) {
            faults.add(place + ": " + value + " is no " + type.getAsString());
            return;
        }
        if (schema.get("enum") instanceof JsonArray values && !values.contains(value)) {
            faults.add(place + ": " + value + " is not one of " + values);
        }
        if (schema.get("required") instanceof JsonArray names && value instanceof JsonObject object) {
            names.forEach(name -> {
                if (!object.has(name.getAsString())) {
                    faults.add(place + ": lacks " + name);
                }
            });
        }
        if (schema.get("items") instanceof JsonObject items && value instanceof JsonArray list) {
            list.forEach(one -> check(items, one, place + "[]", faults));
        }
        if (value instanceof JsonObject object) {
            members(schema, object, place, faults);
        }
    }

    private void members(JsonObject schema, JsonObject object, String place, List<String> faults) {
        JsonObject properties = schema.get("properties") instanceof JsonObject known ? known : new JsonObject();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String where = place + "." + member.getKey();
            if (properties.get(member.getKey()) instanceof JsonObject property) {
                check(property, member.getValue(), where, faults);
            } else if (schema.get("additionalProperties") instanceof JsonObject other) {
                check(other, member.getValue(), where, faults);
            } else if (schema.get("additionalProperties") instanceof JsonPrimitive may && !may.getAsBoolean()) {
                faults.add(where + ": is not described");
            }
        }
    }

    private static boolean is(String type, JsonElement value) {
        JsonPrimitive primitive = value instanceof JsonPrimitive one ? one : null;
        return switch (type) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "string" -> primitive != null && primitive.isString();
            case "boolean" -> primitive != null && primitive.isBoolean();
            case "number" -> primitive != null && primitive.isNumber();
            case "integer" ->
                primitive != null
                        && primitive.isNumber()
                        && primitive.getAsString().matches("-?\\d+");
            default -> throw new IllegalArgumentException("an unknown type: " + type);
        };
    }
}
