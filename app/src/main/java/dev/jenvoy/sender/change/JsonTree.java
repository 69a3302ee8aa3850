package dev.jenvoy.sender.change;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into JSON that is maps, lists, texts and numbers. What has another type than asked for is missing. */
final class JsonTree {

    private JsonTree() {}

    /** Returns the value at a path of names; {@code null} where that is missing. */
    static @Nullable Object at(@Nullable Object value, String... names) {
        @Nullable Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    /** Returns the text at a path of names; empty where that is missing. */
    static String text(@Nullable Object value, String... names) {
        return at(value, names) instanceof String text ? text : "";
    }

    /** Returns the list at a path of names; {@code null} where that is missing. */
    static @Nullable List<?> list(@Nullable Object value, String... names) {
        return at(value, names) instanceof List<?> list ? list : null;
    }

    /** Returns whether there is a {@code true} at a path of names. */
    static boolean flag(@Nullable Object value, String... names) {
        return Boolean.TRUE.equals(at(value, names));
    }
}
