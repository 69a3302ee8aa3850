package dev.jenvoy.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/** Writes and reads the JSON of requests and answers. */
public final class JsonBody {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private JsonBody() {}

    /** Writes an object on one line. */
    public static String write(JsonObject object) {
        return GSON.toJson(object);
    }

    /** Reads an object; an empty one if the text is not an object. */
    public static JsonObject read(String text) {
        try {
            JsonObject object = GSON.fromJson(text, JsonObject.class);
            return object == null ? new JsonObject() : object;
        } catch (JsonParseException | ClassCastException e) {
            return new JsonObject();
        }
    }

    /** Returns the object at a path; an empty one if there is no object. */
    public static JsonObject object(JsonObject from, String... path) {
        return at(from, path) instanceof JsonObject object ? object : new JsonObject();
    }

    /** Returns the text, number or truth value at a path as text; empty if there is no such value. */
    public static String word(JsonObject from, String... path) {
        return at(from, path) instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
    }

    /** Returns the value at a path, or null. */
    private static @Nullable JsonElement at(JsonObject from, String... path) {
        JsonElement value = from;
        for (String name : path) {
            if (!(value instanceof JsonObject object)) {
                return null;
            }
            value = object.get(name);
        }
        return value;
    }
}
