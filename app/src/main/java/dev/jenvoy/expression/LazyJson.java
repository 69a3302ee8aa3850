package dev.jenvoy.expression;

import dev.cel.common.values.NullValue;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as a variable of expressions. An object or list is read when an expression first looks into it, and then only its
 * own members; what no expression names stays bytes. Whole numbers are exact up to 64 bits, signed or not; other numbers
 * are floating point. Of equal names in an object the last counts. For one thread at a time.
 */
public final class LazyJson {

    private static final String BROKEN = "it is no JSON, or a value in it is too deep or too long";
    private static final int DEEPEST = 1_000;
    private static final int LONGEST_NUMBER = 64 << 10;
    private static final int LONGEST_NAME = 1 << 20;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(LONGEST_NAME)
            .maxStringLength(Integer.MAX_VALUE)
            .maxDocumentLength(-1)
            .maxTokenCount(-1)
            .build();

    private LazyJson() {}

    /** Reports bytes that are no JSON, or deeper or longer in one value than is read. */
    public static final class NoJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoJson(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Returns the value that these bytes hold, JSON in UTF-8. They must not change afterwards.
     *
     * @throws NoJson when they hold something else. What is wrong deeper is found when it is looked at.
     */
    public static Object of(byte[] json) {
        // A factory of its own: one keeps the names that it has seen.
        JsonFactory reading = JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
        Span whole = new Span(reading, json, 0, json.length);
        try (JsonParser in = whole.open()) {
            if (in.nextToken() == null) {
                throw new NoJson("it is empty");
            }
            return value(in, whole);
        } catch (StreamReadException | JacksonIOException e) {
            throw new NoJson(BROKEN);
        }
    }

    /** Returns what reports a document that could not be had. */
    public static NoJson unreadable() {
        return new NoJson("it cannot be had");
    }

    /** Returns how many bytes a value of this class was read from; 0 for other values. */
    static int bytes(Object value) {
        if (value instanceof Members members) {
            return members.span.length();
        }
        return value instanceof Elements elements ? elements.span.length() : 0;
    }

    /** Takes the value at the parser's token. Leaves the parser at its end. */
    private static Object value(JsonParser in, Span around) {
        JsonToken token = in.currentToken();
        return switch (token) {
            case START_OBJECT, START_ARRAY -> {
                int begin = around.at(in.currentTokenLocation().getByteOffset());
                var unusedParser = in.skipChildren();
                int end = around.at(in.currentLocation().getByteOffset());
                Span span = new Span(around.reading, around.json, begin, end);
                yield token == JsonToken.START_OBJECT ? new Members(span) : new Elements(span);
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> whole(in.getString());
            case VALUE_NUMBER_FLOAT -> Double.valueOf(in.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NullValue.NULL_VALUE;
            default -> throw new NoJson(BROKEN);
        };
    }

    private static Object whole(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return Numbers.beyondLong(digits);
        }
    }

    /** A part of the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Span(JsonFactory reading, byte[] json, int from, int to) {

        int length() {
            return to - from;
        }

        JsonParser open() {
            return reading.createParser(ObjectReadContext.empty(), json, from, length());
        }

        /** Returns the place in all bytes of an offset that a parser of this part gives. */
        int at(long offset) {
            return from + (int) offset;
        }

        @Override
        public String toString() {
            return new String(json, from, length(), StandardCharsets.UTF_8);
        }
    }

    private static final class Members extends AbstractMap<String, Object> {

        private final Span span;
        private @Nullable Map<String, Object> read;

        Members(Span span) {
            this.span = span;
        }

        private Map<String, Object> all() {
            Map<String, Object> known = read;
            if (known == null) {
                known = new LinkedHashMap<>();
                try (JsonParser in = span.open()) {
                    var unusedStart = in.nextToken();
                    for (JsonToken token = in.nextToken(); token == JsonToken.PROPERTY_NAME; token = in.nextToken()) {
                        String name = in.currentName();
                        var unusedValue = in.nextToken();
                        known.put(name, value(in, span));
                    }
                } catch (StreamReadException | JacksonIOException e) {
                    throw new NoJson(BROKEN);
                }
                read = known;
            }
            return known;
        }

        @Override
        public boolean containsKey(Object key) {
            return all().containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            return all().get(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return all().entrySet();
        }
    }

    private static final class Elements extends AbstractList<Object> implements RandomAccess {

        private final Span span;
        private @Nullable List<Object> read;

        Elements(Span span) {
            this.span = span;
        }

        private List<Object> all() {
            List<Object> known = read;
            if (known == null) {
                known = new ArrayList<>();
                try (JsonParser in = span.open()) {
                    var unusedStart = in.nextToken();
                    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
                        if (token == null) {
                            throw new NoJson(BROKEN);
                        }
                        known.add(value(in, span));
                    }
                } catch (StreamReadException | JacksonIOException e) {
                    throw new NoJson(BROKEN);
                }
                read = known;
            }
            return known;
        }

        @Override
        public Object get(int index) {
            return all().get(index);
        }

        @Override
        public int size() {
            return all().size();
        }
    }
}
