package dev.jenvoy.sender.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up a request's header fields by name, without regard to case. */
@FunctionalInterface
public interface HeaderFields {

    /** Returns every value of this field in the order sent; empty when it was not sent. */
    List<String> all(String name);

    /** Returns the names of all fields; empty where only fields that are asked for are known. */
    default List<String> names() {
        return List.of();
    }

    /** Tells whether the field was sent. */
    default boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Returns the value of a field that was sent exactly once, else {@code null}. */
    default @Nullable String only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.get(0) : null;
    }
}
