package dev.jenvoy.config;

import java.util.Optional;

/** Reads one type of value. */
@FunctionalInterface
interface Kind<T> {
    /** The value; empty, and reported, where the node is not one. */
    Optional<T> read(Node node, Place place);
}
