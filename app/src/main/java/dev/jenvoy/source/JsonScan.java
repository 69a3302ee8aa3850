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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payload once from end to end: that it is one JSON object in UTF-8 (RFC 8259), no deeper than 512, with no key
 * twice in an object, which Gson's trees would not tell; and picks out the values at the wanted paths. What it does not
 * want it does not keep, so its memory does not grow with the payload.
 *
 * <p>Values are kept under their paths; the elements of a list that is looked through are numbered, {@code changes.0.ref},
 * {@code changes.1.ref} and so on, see {@link JsonFacts#size}.
 */
final class JsonScan {

    private static final int DEEPEST = 512;

    /** How many keys may be open at once: they are kept to find one that comes twice. */
    private static final int MOST_KEYS = 250_000;

    /** How many elements a list may have that is looked through: more branches than anyone pushes at once. */
    private static final int MOST_ELEMENTS = 1000;

    private final JsonReader json;
    private final JsonFacts facts = new JsonFacts();
    private final KeySets keys = new KeySets();
    private int openKeys;

    private JsonScan(InputStream in) {
        json = new JsonReader(new JsonChars(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))));
        json.setStrictness(Strictness.STRICT);
        json.setNestingLimit(DEEPEST);
    }

    /**
     * Scans the whole stream.
     *
     * @throws NotJson when it is not what the class says; its message is fit for the sender
     * @throws IOException when the stream cannot be read
     */
    static JsonFacts read(InputStream in, JsonPaths wanted) throws NotJson, IOException {
        JsonScan scan = new JsonScan(in);
        try {
            if (scan.json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new NotJson("the payload is not a JSON object");
            }
            scan.object("", wanted);
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

    /** @param wanted what of it is wanted; {@code null} when nothing is */
    private void object(String path, @Nullable JsonPaths wanted) throws NotJson, IOException {
        Set<String> seen = keys.begin();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!seen.add(key)) {
                throw new NotJson("the payload has a key twice in one object");
            }
            if (++openKeys > MOST_KEYS) {
                throw new NotJson("the payload has objects of more than " + MOST_KEYS + " keys");
            }
            JsonPaths member = wanted == null ? null : wanted.member(key);
            if (member == null) {
                unwanted();
            } else {
                value(path.isEmpty() ? key : path + "." + key, member);
            }
        }
        json.endObject();
        openKeys -= seen.size();
        keys.end(seen);
    }

    /** Reads over a value that nobody asked for, as strictly as the others. */
    private void unwanted() throws NotJson, IOException {
        switch (json.peek()) {
            case BEGIN_OBJECT -> object("", null);
            case BEGIN_ARRAY -> {
                json.beginArray();
                while (json.hasNext()) {
                    unwanted();
                }
                json.endArray();
            }
            default -> json.skipValue();
        }
    }

    private void value(String path, JsonPaths wanted) throws NotJson, IOException {
        switch (json.peek()) {
            case BEGIN_OBJECT -> {
                facts.put(path, JsonFacts.Type.OBJECT, "");
                object(path, wanted);
            }
            case BEGIN_ARRAY -> array(path, wanted.elements());
            case STRING -> facts.put(path, JsonFacts.Type.STRING, json.nextString());
            case NUMBER -> facts.put(path, JsonFacts.Type.NUMBER, json.nextString());
            case BOOLEAN -> facts.put(path, JsonFacts.Type.BOOLEAN, String.valueOf(json.nextBoolean()));
            case NULL -> json.nextNull();
            default -> throw new NotJson("the payload is not valid JSON");
        }
    }

    private void array(String path, @Nullable JsonPaths elements) throws NotJson, IOException {
        json.beginArray();
        int size = 0;
        while (json.hasNext()) {
            if (elements == null) {
                unwanted();
            } else {
                value(path + "." + size, elements);
            }
            size++;
            if (elements != null && size > MOST_ELEMENTS) {
                throw new NotJson("the payload has a list of more than " + MOST_ELEMENTS + " elements");
            }
        }
        json.endArray();
        facts.put(path, JsonFacts.Type.ARRAY, String.valueOf(size));
    }

    /** The payload is not the JSON that it must be. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    /** Sets of keys, one for each object that is open, used again: a payload of 8 KB has some forty objects. */
    private static final class KeySets {

        /** A larger one is not used again: to empty it would cost as much for each small object that follows. */
        private static final int LARGEST = 64;

        private final Deque<Set<String>> spare = new ArrayDeque<>();

        Set<String> begin() {
            Set<String> set = spare.poll();
            return set == null ? new HashSet<>() : set;
        }

        void end(Set<String> set) {
            if (set.size() <= LARGEST) {
                set.clear();
                spare.push(set);
            }
        }
    }
}
