package dev.jenvoy.option.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Strict JSON in UTF-8, with or without a byte order mark, into values that know where they begin. */
public final class JsonText {
    private final ProblemCollector report;
    private final JsonReader reader;
    private final JsonPositions cursor;

    /** The string that is being read, whose escapes and end Gson has not seen yet. */
    private @Nullable Position open;

    private JsonText(String text, ProblemCollector report) {
        this.report = report;
        this.cursor = new JsonPositions(text);
        this.reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
    }

    /** The one value of the text; empty, and reported, where the text is not JSON. */
    public static Optional<JsonNode> read(ByteBuffer bytes, ProblemCollector report) {
        return Utf8Text.decode(bytes, (at, why) -> report.error("", at, why))
                .flatMap(text -> new JsonText(text, report).document());
    }

    private Optional<JsonNode> document() {
        try {
            JsonNode node = value("");
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return Optional.of(node);
            }
        } catch (IOException | IllegalStateException e) {
            // Gson's message names its own API and counts columns its own way: ours follows.
        }
        if (open != null) {
            report.error("", open, "not JSON: this string has no end, or a wrong escape or a line break in it");
        } else {
            Position at = cursor.nextAfterFault();
            report.error("", at, "not JSON: " + cursor.fault());
        }
        return Optional.empty();
    }

    private JsonNode value(String path) throws IOException {
        JsonToken token = reader.peek();
        Position at = cursor.next();
        return switch (token) {
            case BEGIN_OBJECT -> members(path, at);
            case BEGIN_ARRAY -> items(path, at);
            case STRING -> {
                open = at;
                String text = reader.nextString();
                open = null;
                yield new JsonNode.Text(at, text);
            }
            case NUMBER -> new JsonNode.Digits(at, reader.nextString());
            case BOOLEAN -> new JsonNode.Flag(at, reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield new JsonNode.Nothing(at);
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("no value here");
        };
    }

    private JsonNode members(String path, Position at) throws IOException {
        Map<String, Position> seen = new HashMap<>();
        List<JsonNode.Member> members = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Position nameAt = cursor.next();
            String key = ObjectReader.join(path, name);
            JsonNode value = value(key);
            Position first = seen.putIfAbsent(name, nameAt);
            if (first == null) {
                members.add(new JsonNode.Member(nameAt, name, value));
            } else {
                report.error(key, nameAt, "this key is there twice; the first is in line " + first.line());
            }
        }
        reader.endObject();
        cursor.next();
        return new JsonNode.Members(at, members);
    }

    private JsonNode items(String path, Position at) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value(path + "[" + items.size() + "]"));
        }
        reader.endArray();
        cursor.next();
        return new JsonNode.Items(at, items);
    }
}
