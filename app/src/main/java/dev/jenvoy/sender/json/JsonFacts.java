package dev.jenvoy.sender.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were asked for of one JSON object, by path ({@code repository.owner.login}). A value that is absent
 * or {@code null} is not there; one of another type than asked for is a {@link WrongType}.
 */
public final class JsonFacts {

    /** What a value is. */
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

    private final Map<String, Value> values = new HashMap<>();

    void put(String path, Type type, String text) {
        values.put(path, new Value(type, text));
    }

    /** Whether there is an object at this path. */
    public boolean hasObject(String path) throws WrongType {
        return value(path, Type.OBJECT) != null;
    }

    /** The same, whatever else may stand there. */
    public boolean isObject(String path) {
        Value value = values.get(path);
        return value != null && value.type == Type.OBJECT;
    }

    /** How many elements the list at this path has; 0 when it is not there. */
    public int size(String path) throws WrongType {
        String size = value(path, Type.ARRAY);
        return size == null ? 0 : Integer.parseInt(size);
    }

    /** The string at this path. */
    @Nullable
    public String text(String path) throws WrongType {
        return value(path, Type.STRING);
    }

    /** The string at this path, whatever else may stand there. */
    @Nullable
    public String textIfAny(String path) {
        Value value = values.get(path);
        return value != null && value.type == Type.STRING ? value.text : null;
    }

    /** The whole number at this path. */
    @Nullable
    public Long number(String path) throws WrongType {
        String text = value(path, Type.NUMBER);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new WrongType(path + ": expected a whole number");
        }
    }

    /** Whether there is a {@code true} at this path. */
    @Nullable
    public Boolean flag(String path) throws WrongType {
        String text = value(path, Type.BOOLEAN);
        return text == null ? null : Boolean.valueOf(text);
    }

    private @Nullable String value(String path, Type wanted) throws WrongType {
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
        Value value = values.get(path);
        if (value == null) {
            return null;
        }
        if (value.type != wanted) {
            throw new WrongType(path + ": expected " + wanted.words);
        }
        return value.text;
    }

    /** A value of another type than the sender documents. */
    public static final class WrongType extends Exception {
        private static final long serialVersionUID = 1L;

        WrongType(String message) {
            super(message);
        }
    }
}
