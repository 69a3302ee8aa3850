package dev.jenvoy.sender.tree;

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
 * As much of a payload as somebody needs, however large and deep the payload is. What lies deeper than twelve levels, behind
 * the first 2,048 elements of a list, or behind 100,000 values in all, is missing; so is what is not used.
 */
public final class PayloadTree {

    private static final int MAX_DEPTH = 12;
    private static final int MAX_ELEMENTS = 2_048;
    private static final int MAX_VALUES = 100_000;

    /** How deep the reader follows what it skips; deliveries are not deeper, because they are rejected before. */
    private static final int MAX_NESTING = 1_000;

    private final JsonReader in;
    private final Limits limits;
    private final JsonObject object;
    private int values;
    private int chars;
    private boolean cut;

    /**
     * How much of a payload is kept. A longer text keeps its begin.
     *
     * @param textChars the most characters of a text
     * @param listTextChars the most characters of a text below a list
     * @param allChars the most characters of all texts together
     * @param unused the names of members that are left out wherever they stand
     */
    public record Limits(int textChars, int listTextChars, int allChars, Set<String> unused) {
        public Limits {
            unused = Set.copyOf(unused);
        }
    }

    private PayloadTree(JsonReader in, Limits limits) throws IOException {
        this.in = in;
        this.limits = limits;
        this.object = object(1, limits.textChars);
    }

    /**
     * Reads a payload. Blocks while it reads.
     *
     * @return the tree; empty if the text is not one JSON object
     */
    public static Optional<PayloadTree> read(Reader text, Limits limits) throws IOException {
        JsonReader in = new JsonReader(text);
        // The strict way rejects half characters, which senders send and which become harmless later. The payload of a
        // delivery has been checked before.
        in.setStrictness(Strictness.LEGACY_STRICT);
        in.setNestingLimit(MAX_NESTING);
        try {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            PayloadTree tree = new PayloadTree(in, limits);
            return in.peek() == JsonToken.END_DOCUMENT ? Optional.of(tree) : Optional.empty();
        } catch (MalformedJsonException | EOFException e) {
            return Optional.empty();
        }
    }

    /** Returns the payload's object. */
    public JsonObject object() {
        return object;
    }

    /** Returns whether a text was longer than what is kept of it. */
    public boolean isCut() {
        return cut;
    }

    private JsonObject object(int depth, int maxChars) throws IOException {
        JsonObject members = new JsonObject();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (depth >= MAX_DEPTH || values >= MAX_VALUES || limits.unused.contains(name)) {
                in.skipValue();
            } else {
                members.add(name, value(depth, maxChars));
            }
        }
        in.endObject();
        return members;
    }

    private JsonArray array(int depth) throws IOException {
        JsonArray array = new JsonArray();
        in.beginArray();
        while (in.hasNext()) {
            if (depth >= MAX_DEPTH || values >= MAX_VALUES || array.size() >= MAX_ELEMENTS) {
                in.skipValue();
            } else {
                array.add(value(depth, limits.listTextChars));
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

    private JsonElement text(String text, int maxChars) {
        int kept = Math.min(text.length(), Math.min(maxChars, limits.allChars - chars));
        chars += kept;
        cut |= kept < text.length();
        return new JsonPrimitive(text.substring(0, kept));
    }

    private static JsonElement number(String text) {
        try {
            return new JsonPrimitive(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return new JsonPrimitive(Double.valueOf(text));
        }
    }
}
