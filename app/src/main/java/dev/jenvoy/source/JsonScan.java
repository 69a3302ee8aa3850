package dev.jenvoy.source;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a payload once from end to end: that it is one JSON object in UTF-8 (RFC 8259), no deeper than 512, with no key
 * twice in an object, which Gson's trees would not tell; and picks out the values at the wanted paths. What it does not
 * want it does not keep, so its memory does not grow with the payload.
 *
 * <p>A {@code *} in a path stands for every element of a list: with {@code changes.*.ref} the values are kept under
 * {@code changes.0.ref}, {@code changes.1.ref} and so on, see {@link JsonFacts#size}.
 */
final class JsonScan {

    private static final int DEEPEST = 512;

    /** How many keys may be open at once: they are kept to find one that comes twice. */
    private static final int MOST_KEYS = 250_000;

    /** How many elements a list may have that is looked through: more branches than anyone pushes at once. */
    private static final int MOST_ELEMENTS = 1000;

    private static final Pattern ELEMENT = Pattern.compile("\\.[0-9]+(?=\\.|$)");

    private final JsonReader json;
    private final Set<String> wanted;
    private final boolean hasLists;
    private final JsonFacts facts = new JsonFacts();
    private int openKeys;

    private JsonScan(InputStream in, Collection<String> paths) {
        json = new JsonReader(new JsonChars(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))));
        json.setStrictness(Strictness.STRICT);
        json.setNestingLimit(DEEPEST);
        wanted = new HashSet<>(paths);
        hasLists = paths.stream().anyMatch(path -> path.indexOf('*') >= 0);
        for (String path : paths) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                wanted.add(path.substring(0, dot));
            }
        }
    }

    /**
     * Scans the whole stream.
     *
     * @throws NotJson when it is not what the class says; its message is fit for the sender
     * @throws IOException when the stream cannot be read
     */
    static JsonFacts read(InputStream in, Collection<String> paths) throws NotJson, IOException {
        JsonScan scan = new JsonScan(in, paths);
        try {
            if (scan.json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new NotJson("the payload is not a JSON object");
            }
            scan.object("");
            if (scan.json.peek() != JsonToken.END_DOCUMENT) {
                throw new NotJson("something follows the payload's JSON object");
            }
            return scan.facts;
        } catch (CharacterCodingException e) {
            throw new NotJson("the payload is not valid UTF-8");
        } catch (MalformedJsonException | EOFException | JsonChars.MalformedStringException e) {
            throw new NotJson(
                    String.valueOf(e.getMessage()).startsWith("Nesting limit")
                            ? "the payload is nested deeper than " + DEEPEST
                            : "the payload is not valid JSON");
        }
    }

    private void object(String path) throws NotJson, IOException {
        Set<String> keys = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!keys.add(key)) {
                throw new NotJson("the payload has a key twice in one object");
            }
            if (++openKeys > MOST_KEYS) {
                throw new NotJson("the payload has objects of more than " + MOST_KEYS + " keys");
            }
            // A key that holds a dot, or reads like the number of an element, is no path of ours.
            String below = path.equals(UNWANTED) || isNoName(key) ? UNWANTED : path.isEmpty() ? key : path + "." + key;
            value(isWanted(below) ? below : UNWANTED);
        }
        json.endObject();
        openKeys -= keys.size();
    }

    private static boolean isNoName(String key) {
        return key.indexOf('.') >= 0
                || key.equals("*")
                || (!key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** Stands for every path that nobody asked for. */
    private static final String UNWANTED = ".";

    private void value(String path) throws NotJson, IOException {
        switch (json.peek()) {
            case BEGIN_OBJECT -> {
                keep(path, JsonFacts.Type.OBJECT, "");
                object(path);
            }
            case BEGIN_ARRAY -> {
                json.beginArray();
                boolean each = hasLists && !path.equals(UNWANTED) && wanted.contains(pattern(path) + ".*");
                int size = 0;
                while (json.hasNext()) {
                    value(each ? path + "." + size : UNWANTED);
                    size++;
                    if (each && size > MOST_ELEMENTS) {
                        throw new NotJson("the payload has a list of more than " + MOST_ELEMENTS + " elements");
                    }
                }
                json.endArray();
                keep(path, JsonFacts.Type.ARRAY, String.valueOf(size));
            }
            case STRING -> scalar(path, JsonFacts.Type.STRING);
            case NUMBER -> scalar(path, JsonFacts.Type.NUMBER);
            case BOOLEAN -> keep(path, JsonFacts.Type.BOOLEAN, String.valueOf(json.nextBoolean()));
            case NULL -> json.nextNull();
            default -> throw new NotJson("the payload is not valid JSON");
        }
    }

    private boolean isWanted(String path) {
        return wanted.contains(path) || (hasLists && wanted.contains(pattern(path)));
    }

    /** The path as it was asked for. No key that is looked for is a number. */
    private static String pattern(String path) {
        return ELEMENT.matcher(path).replaceAll(".*");
    }

    private void scalar(String path, JsonFacts.Type type) throws IOException {
        if (path.equals(UNWANTED)) {
            json.skipValue();
        } else {
            keep(path, type, json.nextString());
        }
    }

    private void keep(String path, JsonFacts.Type type, String text) {
        if (!path.equals(UNWANTED)) {
            facts.put(path, type, text);
        }
    }

    /** The payload is not the JSON that it must be. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }
}
