package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.Optional;

/** Serves an address, or a family of them, at which senders deliver. Safe for use by several threads; does not block. */
@FunctionalInterface
public interface SenderRoute {

    /**
     * Returns the sender that judges a request, even if only to reject it in its own way.
     *
     * @param path the request's path as sent, parameters included
     * @param headers its header fields, which are not verified
     * @return empty when this route does not serve that address
     */
    Optional<Sender> at(String path, HeaderFields headers);
}
