package dev.jenvoy.config;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Strict JSON in UTF-8, with or without a byte order mark, into values that know where they begin. */
final class JsonText {
    private final Report report;
    private final JsonReader reader;
    private final Cursor cursor;

    /** The string that is being read, whose escapes and end Gson has not seen yet. */
    private @Nullable Position open;

    private JsonText(String text, Report report) {
        this.report = report;
        this.cursor = new Cursor(text);
        this.reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
    }

    /** The one value of the text; empty, and reported, where the text is not JSON. */
    static Optional<Node> read(ByteBuffer bytes, Report report) {
        return decode(bytes, report).flatMap(text -> new JsonText(text, report).document());
    }

    private static Optional<String> decode(ByteBuffer bytes, Report report) {
        ByteBuffer in = bytes.duplicate();
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        if (result.isError()) {
            report.error("", Cursor.end(text), "the file is not UTF-8 from here on");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private Optional<Node> document() {
        try {
            Node node = value("");
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

    private Node value(String path) throws IOException {
        JsonToken token = reader.peek();
        Position at = cursor.next();
        return switch (token) {
            case BEGIN_OBJECT -> members(path, at);
            case BEGIN_ARRAY -> items(path, at);
            case STRING -> {
                open = at;
                String text = reader.nextString();
                open = null;
                yield new Node.Text(at, text);
            }
            case NUMBER -> new Node.Digits(at, reader.nextString());
            case BOOLEAN -> new Node.Flag(at, reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield new Node.Nothing(at);
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("no value here");
        };
    }

    private Node members(String path, Position at) throws IOException {
        Map<String, Position> seen = new HashMap<>();
        List<Node.Member> members = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Position nameAt = cursor.next();
            String key = Section.join(path, name);
            Node value = value(key);
            Position first = seen.putIfAbsent(name, nameAt);
            if (first == null) {
                members.add(new Node.Member(nameAt, name, value));
            } else {
                report.error(key, nameAt, "this key is there twice; the first is in line " + first.line());
            }
        }
        reader.endObject();
        cursor.next();
        return new Node.Members(at, members);
    }

    private Node items(String path, Position at) throws IOException {
        List<Node> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value(path + "[" + items.size() + "]"));
        }
        reader.endArray();
        cursor.next();
        return new Node.Items(at, items);
    }
}
