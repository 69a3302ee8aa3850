package dev.jenvoy.sender.json;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Declares where a payload is read, as a tree of places. They are written as paths ({@code repository.owner.login}), in which
 * {@code *} means every element of a list. No part of a path is a number or holds a dot. Does not change once it is made.
 */
public final class JsonPaths {

    /** How many elements are looked through of a list of which only optional texts are wanted. */
    public static final int MAX_OPTIONAL_ELEMENTS = 100;

    private final Map<String, JsonPaths> members = new HashMap<>();

    /** All paths from the root to any place; of the root alone. */
    private final Set<String> all = new HashSet<>();

    private @Nullable JsonPaths elements;

    /** Whether all that is read here and below is {@linkplain #withOptional optional}. */
    private boolean isOptional = true;

    private static final Pattern NUMBER = Pattern.compile("(?<=\\.|^)\\d+(?=\\.|$)");

    private JsonPaths() {}

    public static JsonPaths of(String... paths) {
        return of(List.of(paths));
    }

    public static JsonPaths of(Collection<String> paths) {
        return withOptional(paths, Set.of());
    }

    /**
     * Declares further places of texts that may be left out: of such a text only the beginning is kept, and what is too much
     * of them is ignored in place of rejecting the payload.
     */
    public static JsonPaths withOptional(Collection<String> paths, Collection<String> optional) {
        JsonPaths root = new JsonPaths();
        root.isOptional = false;
        paths.forEach(path -> root.add(path, false));
        optional.forEach(path -> root.add(path, true));
        return root;
    }

    private void add(String path, boolean mayBeLeftOut) {
        declare(path);
        JsonPaths at = this;
        for (String part : path.split("\\.", -1)) {
            if (part.equals("*")) {
                at = at.begunElements();
            } else if (isNumber(part)) {
                // Nothing is there: a list's elements get their numbers when they are read.
                break;
            } else {
                at = at.members.computeIfAbsent(part, member -> new JsonPaths());
            }
            at.isOptional &= mayBeLeftOut;
        }
    }

    private void declare(String path) {
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            all.add(path.substring(0, dot));
        }
        all.add(path);
    }

    /** Returns the same declarations, in which nothing optional is looked for. */
    JsonPaths withoutOptional() {
        JsonPaths root = new JsonPaths();
        root.isOptional = false;
        root.all.addAll(all);
        copyInto(root);
        return root;
    }

    private void copyInto(JsonPaths copy) {
        copy.isOptional = isOptional;
        members.forEach((key, member) -> {
            if (!member.isOptional) {
                member.copyInto(copy.members.computeIfAbsent(key, name -> new JsonPaths()));
            }
        });
        if (elements != null && !elements.isOptional) {
            elements.copyInto(copy.begunElements());
        }
    }

    /** Tells whether all that is read here and below may be left out. */
    boolean isOptional() {
        return isOptional;
    }

    /**
     * Tells whether something is read at this path or below it.
     *
     * @param path as values are kept under it, with numbers for the elements of lists
     */
    boolean declares(String path) {
        return all.contains(path) || all.contains(NUMBER.matcher(path).replaceAll("*"));
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

    /** Returns the place of an object's member; {@code null} when nothing is read there or below. */
    @Nullable
    JsonPaths member(String key) {
        return members.get(key);
    }

    /** Returns the place of each of a list's elements; {@code null} when nothing is read there or below. */
    @Nullable
    JsonPaths elements() {
        return elements;
    }
}
