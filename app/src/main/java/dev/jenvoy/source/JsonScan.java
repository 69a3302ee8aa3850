package dev.jenvoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a payload once from end to end: that it is one JSON object in UTF-8 (RFC 8259), no deeper than 512, with no key
 * twice in an object; and picks out the values at the wanted paths. What it does not want it does not keep, so its memory
 * does not grow with the payload, but with its longest name or number.
 *
 * <p>Values are kept under their paths; the elements of a list that is looked through are numbered, {@code changes.0.ref},
 * {@code changes.1.ref} and so on, see {@link JsonFacts#size}.
 *
 * <p>Jackson's reader works on bytes: half the time of Gson's for 8 KB, and 20 ms less for 25 MB.
 */
final class JsonScan {

    private static final int DEEPEST = 512;

    /** How many keys may be open at once: they are kept to find one that comes twice. */
    private static final int MOST_KEYS = 250_000;

    /** How many elements a list may have that is looked through: more branches than anyone pushes at once. */
    private static final int MOST_ELEMENTS = 1000;

    /**
     * How many bytes a payload may have is not decided here. Names come from a table that payloads share, which is half of
     * what makes it fast. It holds some thousands; one that got a long name is not used again, so that what hostile payloads
     * bring does not stay.
     */
    private static volatile JsonFactory reading = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            // JSON in UTF-16 is none to RFC 8259.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    /** Names up to this long may stay in the table: all together a megabyte or two. */
    private static final int LONGEST_KEPT = 100;

    private final JsonParser json;
    private final JsonFacts facts = new JsonFacts();
    private final KeySets keys = new KeySets();
    private int openKeys;
    private boolean sawLongKey;

    private JsonScan(JsonParser json) {
        this.json = json;
    }

    /**
     * Scans the whole stream.
     *
     * @throws NotJson when it is not what the class says; its message is fit for the sender
     * @throws IOException when the stream cannot be read
     */
    static JsonFacts read(InputStream in, JsonPaths wanted) throws NotJson, IOException {
        JsonFactory factory = reading;
        JsonParser parser = factory.createParser(ObjectReadContext.empty(), new Utf8Stream(in));
        JsonScan scan = new JsonScan(parser);
        try {
            return scan.whole(wanted);
        } catch (StreamConstraintsException e) {
            // The other limit that is left: keys that were made to have one hash.
            throw new NotJson(
                    String.valueOf(e.getMessage()).contains("nesting depth")
                            ? "the payload is nested deeper than " + DEEPEST
                            : "the payload has keys that collide");
        } catch (StreamReadException e) {
            throw new NotJson("the payload is not valid JSON");
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new NotJson("the payload is not valid UTF-8");
            }
            throw e.getCause();
        } finally {
            // Hands its names over to the table.
            parser.close();
            if (scan.sawLongKey) {
                reading = factory.rebuild().build();
            }
        }
    }

    private JsonFacts whole(JsonPaths wanted) throws NotJson {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new NotJson("the payload is not a JSON object");
        }
        object("", wanted);
        if (json.nextToken() != null) {
            throw new NotJson("something follows the payload's JSON object");
        }
        return facts;
    }

    /** @param wanted what of it is wanted; {@code null} when nothing is */
    private void object(String path, @Nullable JsonPaths wanted) throws NotJson {
        KeySet seen = keys.begin();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            // At an early end the reader throws.
            String key = Objects.requireNonNull(json.currentName());
            sawLongKey |= key.length() > LONGEST_KEPT;
            if (!seen.add(key)) {
                throw new NotJson("the payload has a key twice in one object");
            }
            if (++openKeys > MOST_KEYS) {
                throw new NotJson("the payload has objects of more than " + MOST_KEYS + " keys");
            }
            JsonPaths member = wanted == null ? null : wanted.member(key);
            json.nextToken();
            if (member == null) {
                unwanted();
            } else {
                value(path.isEmpty() ? key : path + "." + key, member);
            }
        }
        openKeys -= seen.size();
        keys.end(seen);
    }

    /** Reads over a value that nobody asked for, as strictly as the others. */
    private void unwanted() throws NotJson {
        JsonToken begun = json.currentToken();
        if (begun == JsonToken.START_OBJECT) {
            object("", null);
        } else if (begun == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                unwanted();
            }
        }
    }

    private void value(String path, JsonPaths wanted) throws NotJson {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                facts.put(path, JsonFacts.Type.OBJECT, "");
                object(path, wanted);
            }
            case START_ARRAY -> array(path, wanted.elements());
            case VALUE_STRING -> facts.put(path, JsonFacts.Type.STRING, json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> facts.put(path, JsonFacts.Type.NUMBER, json.getString());
            case VALUE_TRUE, VALUE_FALSE -> facts.put(path, JsonFacts.Type.BOOLEAN, json.getString());
            case VALUE_NULL -> {
                // As if it were not there.
            }
            default -> throw new NotJson("the payload is not valid JSON");
        }
    }

    private void array(String path, @Nullable JsonPaths elements) throws NotJson {
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
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

        private final Deque<KeySet> spare = new ArrayDeque<>();

        KeySet begin() {
            KeySet set = spare.poll();
            return set == null ? new KeySet() : set;
        }

        void end(KeySet set) {
            if (set.size() <= LARGEST) {
                set.clear();
                spare.push(set);
            }
        }
    }
}
