package dev.jenvoy.sender.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's header fields by name, without regard to case. */
@FunctionalInterface
public interface HeaderFields {

    /** Every value of this field in the order sent; empty when it was not sent. */
    List<String> all(String name);

    /** Whether it was sent at all. */
    default boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Its value when it was sent just once, else {@code null}. */
    default @Nullable String only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.get(0) : null;
    }
}
