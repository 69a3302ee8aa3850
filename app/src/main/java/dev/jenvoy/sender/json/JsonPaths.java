package dev.jenvoy.sender.json;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places in a payload at which something is to be read, as a tree: this one, and those below it. Written as paths
 * ({@code repository.owner.login}), in which a {@code *} stands for every element of a list. No part of a path is a
 * number, nor holds a dot. Does not change once it is made.
 */
public final class JsonPaths {

    private final Map<String, JsonPaths> members = new HashMap<>();
    private @Nullable JsonPaths elements;

    private JsonPaths() {}

    public static JsonPaths of(String... paths) {
        return of(List.of(paths));
    }

    public static JsonPaths of(Collection<String> paths) {
        JsonPaths root = new JsonPaths();
        for (String path : paths) {
            JsonPaths at = root;
            for (String part : path.split("\\.", -1)) {
                if (part.equals("*")) {
                    at = at.begunElements();
                } else if (isNumber(part)) {
                    // Nothing is there: the elements of lists are told apart when they are read.
                    break;
                } else {
                    at = at.members.computeIfAbsent(part, member -> new JsonPaths());
                }
            }
        }
        return root;
    }

    private JsonPaths begunElements() {
        if (elements == null) {
            elements = new JsonPaths();
        }
        return elements;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The place of an object's member; {@code null} when nothing is read there or below. */
    @Nullable
    JsonPaths member(String key) {
        return members.get(key);
    }

    /** The place of each of a list's elements; {@code null} when nothing is read there or below. */
    @Nullable
    JsonPaths elements() {
        return elements;
    }
}
