package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.Optional;

/** An address, or a family of them, at which deliveries are taken. Safe for use by several threads; does not block. */
@FunctionalInterface
public interface SenderRoute {

    /**
     * Who is behind it for a request: the sender that judges the request, even if only to turn it away in its own way.
     *
     * @param path the request's path as sent, parameters included
     * @param headers its header fields, for which nobody has vouched
     * @return empty when this door is not at that address
     */
    Optional<Sender> at(String path, HeaderFields headers);
}
