package dev.jenvoy.source;

import java.util.Optional;

/** An address, or a family of them, at which deliveries are taken. Safe for use by several threads; does not block. */
@FunctionalInterface
public interface Door {

    /**
     * Who is behind it for a request: the sender that judges the request, even if only to turn it away in its own way.
     *
     * @param path the request's path as sent, parameters included
     * @param headers its header fields, for which nobody has vouched
     * @return empty when this door is not at that address
     */
    Optional<Source> at(String path, Headers headers);
}
