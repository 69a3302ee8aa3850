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

/** Strict JSON in UTF-8, with or without a byte order mark, into values that know where they begin. */
final class JsonText {
    private static final int DEEPEST = 16;

    private final Report report;
    private final JsonReader reader;
    private final Cursor cursor;

    private JsonText(String text, Report report) {
        this.report = report;
        this.cursor = new Cursor(text);
        this.reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
    }

    /** The one value of the text; empty, and reported, where the text is not JSON. */
    static Optional<Node> read(byte[] bytes, Report report) {
        return decode(bytes, report).flatMap(text -> new JsonText(text, report).document());
    }

    private static Optional<String> decode(byte[] bytes, Report report) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
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
        Position at = cursor.nextAfterFault();
        report.error("", at, "not JSON: " + cursor.fault());
        return Optional.empty();
    }

    private Node value(String path) throws IOException {
        JsonToken token = reader.peek();
        Position at = cursor.next();
        return switch (token) {
            case BEGIN_OBJECT -> members(path, at);
            case BEGIN_ARRAY -> items(path, at);
            case STRING -> new Node.Text(at, reader.nextString());
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
