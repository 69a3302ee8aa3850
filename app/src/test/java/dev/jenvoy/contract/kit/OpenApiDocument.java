package dev.jenvoy.contract.kit;

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
import org.jspecify.annotations.Nullable;

/** Compares requests and answers with an OpenAPI document of version 3.0, with the part of JSON Schema that such a document uses. */
public final class OpenApiDocument {

    private final JsonObject document;

    public OpenApiDocument(JsonObject document) {
        this.document = document;
    }

    /** Returns what the document says about a method at a path; empty if it knows no such method. */
    public Optional<JsonObject> operation(String method, String path) {
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
    public List<String> parameters(JsonObject operation) {
        List<String> names = new ArrayList<>();
        if (operation.get("parameters") instanceof JsonArray parameters) {
            parameters.forEach(parameter ->
                    names.add(resolved(parameter.getAsJsonObject()).get("name").getAsString()));
        }
        return names;
    }

    /** Returns what an object refers to; the object itself if it is no reference. */
    public JsonObject resolved(JsonObject object) {
        if (!(object.get("$ref") instanceof JsonPrimitive reference)) {
            return object;
        }
        JsonObject at = document;
        for (String name : reference.getAsString().substring(2).split("/", -1)) {
            at = at.getAsJsonObject(name);
        }
        return resolved(at);
    }

    /** Returns the schema of a JSON body; empty if there is no such body. */
    public static Optional<JsonObject> bodySchema(JsonObject withContent) {
        JsonObject at = withContent;
        for (String name : List.of("content", "application/json", "schema")) {
            if (!(at.get(name) instanceof JsonObject next)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    public JsonObject schema(String name) {
        return document.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name);
    }

    /** Returns how a value differs from a schema. */
    public List<String> faults(JsonObject schema, JsonElement value, String place) {
        List<String> faults = new ArrayList<>();
        check(schema, value, place, faults);
        return faults;
    }

    private void check(JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (schema.get("$ref") instanceof JsonPrimitive) {
            check(resolved(schema), value, place, faults);
            return;
        }
        if (value.isJsonNull() && schema.get("nullable") instanceof JsonPrimitive may && may.getAsBoolean()) {
            return;
        }
        if (alternatives(schema) instanceof JsonArray some
                && some.asList().stream()
                        .noneMatch(one ->
                                faults(one.getAsJsonObject(), value, place).isEmpty())) {
            faults.add(place + ": " + value + " is none of the alternatives");
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

    private static @Nullable JsonElement alternatives(JsonObject schema) {
        return schema.has("anyOf") ? schema.get("anyOf") : schema.get("oneOf");
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
