package dev.jenvoy.sender.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the values that were picked out of one JSON object, by path ({@code repository.owner.login}). An absent value and
 * {@code null} are the same. A value of another type than asked for is a {@link WrongType}. A path that was never declared
 * is a mistake in the program: every method throws an {@link IllegalArgumentException} for it.
 */
public final class JsonFacts {

    /** Names the type of a value. */
    enum Type {
        OBJECT("an object"),
        ARRAY("a list"),
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("true or false");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    private record Value(Type type, String text) {}

    private final Map<String, Value> values;
    private final JsonPaths declared;

    /** Comes before every path; empty, or ends with a dot. */
    private final String prefix;

    JsonFacts(JsonPaths declared) {
        this(new HashMap<>(), declared, "");
    }

    private JsonFacts(Map<String, Value> values, JsonPaths declared, String prefix) {
        this.values = values;
        this.declared = declared;
        this.prefix = prefix;
    }

    /** Returns a view of the values below this path, by the rest of their paths. */
    public JsonFacts below(String path) {
        return new JsonFacts(values, declared, full(path) + ".");
    }

    /** Returns a path as it is from the root, for messages. */
    public String full(String path) {
        return prefix.isEmpty() ? path : prefix + path;
    }

    void put(String path, Type type, String text) {
        values.put(path, new Value(type, text));
    }

    /** Tells whether there is an object at this path. */
    public boolean hasObject(String path) throws WrongType {
        return value(path, Type.OBJECT) != null;
    }

    /** Tells whether there is an object at this path. A value of another type there is ignored. */
    public boolean isObject(String path) {
        Value value = at(path);
        return value != null && value.type == Type.OBJECT;
    }

    /** Returns how many elements the list at this path has; 0 when there is no list. */
    public int size(String path) throws WrongType {
        String size = value(path, Type.ARRAY);
        return size == null ? 0 : Integer.parseInt(size);
    }

    /** Returns how many elements the list at this path has; 0 also for a value of another type. */
    public int sizeIfAny(String path) {
        Value value = at(path);
        return value != null && value.type == Type.ARRAY ? Integer.parseInt(value.text) : 0;
    }

    /** Returns the string at this path. */
    @Nullable
    public String text(String path) throws WrongType {
        return value(path, Type.STRING);
    }

    /** Returns the string at this path. A value of another type there is ignored. */
    @Nullable
    public String textIfAny(String path) {
        Value value = at(path);
        return value != null && value.type == Type.STRING ? value.text : null;
    }

    /** Returns the whole number at this path. */
    @Nullable
    public Long number(String path) throws WrongType {
        String text = value(path, Type.NUMBER);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new WrongType(full(path) + ": expected a whole number");
        }
    }

    /** Returns the truth value at this path. */
    @Nullable
    public Boolean flag(String path) throws WrongType {
        String text = value(path, Type.BOOLEAN);
        return text == null ? null : Boolean.valueOf(text);
    }

    private @Nullable Value at(String path) {
        String full = full(path);
        Value value = values.get(full);
        if (value == null && !declared.declares(full)) {
            throw new IllegalArgumentException(full + " was never declared, so it was not looked for");
        }
        return value;
    }

    private @Nullable String value(String below, Type wanted) throws WrongType {
        Value value = at(below);
        String path = full(below);
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            Value outer = values.get(path.substring(0, dot));
            if (outer == null) {
                return null;
            }
            Type holding = Character.isDigit(path.charAt(dot + 1)) ? Type.ARRAY : Type.OBJECT;
            if (outer.type != holding) {
                throw new WrongType(path.substring(0, dot) + ": expected " + holding.words);
            }
        }
        if (value == null) {
            return null;
        }
        if (value.type != wanted) {
            throw new WrongType(path + ": expected " + wanted.words);
        }
        return value.text;
    }

    /** Says that a value has another type than the sender documents. */
    public static final class WrongType extends Exception {
        private static final long serialVersionUID = 1L;

        WrongType(String message) {
            super(message);
        }
    }
}
