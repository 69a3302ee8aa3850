package dev.jenvoy.chat.message.payload;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.Set;

/**
 * Reads as much of a payload into memory as a message can need, however large and deep the payload is. What lies deeper
 * than twelve levels, behind the first 2,048 elements of a list, or behind 100,000 values in all, is missing; so are the
 * lists of files of commits. A text keeps its first 64 Ki characters, and one below a list its first thousand.
 */
final class PayloadTree {

    private static final int MAX_DEPTH = 12;
    private static final int MAX_ELEMENTS = 2_048;
    private static final int MAX_VALUES = 100_000;
    private static final int MAX_CHARS = 1 << 16;
    private static final int MAX_CHARS_IN_LIST = 1_000;

    /** How deep the reader follows what it skips; deliveries are not deeper, because they are rejected before. */
    private static final int MAX_NESTING = 1_000;

    /** The files of a commit: most of a large push, and part of no message. */
    private static final Set<String> UNUSED = Set.of("added", "removed", "modified", "_links");

    private final JsonReader in;
    private int values;

    private PayloadTree(JsonReader in) {
        this.in = in;
    }

    /**
     * Reads a payload. Blocks while it reads.
     *
     * @return the object; empty if the text is not one JSON object
     */
    static Optional<JsonObject> read(Reader text) throws IOException {
        JsonReader in = new JsonReader(text);
        // The strict way rejects half characters, which senders send and which become harmless later. The payload of a
        // delivery has been checked before.
        in.setStrictness(Strictness.LEGACY_STRICT);
        in.setNestingLimit(MAX_NESTING);
        try {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            JsonObject object = new PayloadTree(in).object(1, MAX_CHARS);
            return in.peek() == JsonToken.END_DOCUMENT ? Optional.of(object) : Optional.empty();
        } catch (MalformedJsonException | EOFException e) {
            return Optional.empty();
        }
    }

    private JsonObject object(int depth, int maxChars) throws IOException {
        JsonObject object = new JsonObject();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (depth >= MAX_DEPTH || values >= MAX_VALUES || UNUSED.contains(name)) {
                in.skipValue();
            } else {
                object.add(name, value(depth, maxChars));
            }
        }
        in.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException {
        JsonArray array = new JsonArray();
        in.beginArray();
        while (in.hasNext()) {
            if (depth >= MAX_DEPTH || values >= MAX_VALUES || array.size() >= MAX_ELEMENTS) {
                in.skipValue();
            } else {
                array.add(value(depth, MAX_CHARS_IN_LIST));
            }
        }
        in.endArray();
        return array;
    }

    private JsonElement value(int depth, int maxChars) throws IOException {
        values++;
        return switch (in.peek()) {
            case BEGIN_OBJECT -> object(depth + 1, maxChars);
            case BEGIN_ARRAY -> array(depth + 1);
            case STRING -> text(in.nextString(), maxChars);
            case NUMBER -> number(in.nextString());
            case BOOLEAN -> new JsonPrimitive(in.nextBoolean());
            default -> {
                in.nextNull();
                yield JsonNull.INSTANCE;
            }
        };
    }

    private static JsonElement text(String text, int maxChars) {
        return new JsonPrimitive(text.length() <= maxChars ? text : text.substring(0, maxChars));
    }

    private static JsonElement number(String text) {
        try {
            return new JsonPrimitive(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return new JsonPrimitive(Double.valueOf(text));
        }
    }
}
