package dev.jenvoy.option.json;

import java.util.Optional;

/** Reads one type of value. */
@FunctionalInterface
public interface ValueReader<T> {
    /** The value; empty, and reported, where the node is not one. */
    Optional<T> read(JsonNode node, KeyContext place);
}
