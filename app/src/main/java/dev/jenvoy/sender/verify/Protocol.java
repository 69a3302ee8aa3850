package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * Does what one sender does in its own way; {@link SignedSender} does the rest, which is the same for all. Holds no state of
 * a request. Safe for use by several threads.
 */
public interface Protocol {

    /**
     * Reads the proof out of the head. Does not block.
     *
     * @param secrets the accepted secrets, at least one
     */
    Credential proof(HeaderFields headers, List<String> secrets);

    /** Checks the headers that say what the payload is; empty if they are valid. */
    Optional<Rejection> validateHeaders(HeaderFields headers);

    /**
     * Tells whether the request only tries the connection out. Then only the proof of its body is checked: the body may be of
     * any type, or empty.
     */
    default boolean isTrial(HeaderFields headers) {
        return false;
    }

    /** Returns the header that holds the delivery's id. */
    String idHeader(HeaderFields headers);

    /** Returns the ids that were sent. One id is the delivery's; without an id it gets a new one. */
    default List<String> ids(HeaderFields headers) {
        return headers.all(idHeader(headers));
    }

    /** Returns the id of the sender's webhook, which separates its deliveries from another webhook's; or an empty text. */
    default String webhook(HeaderFields headers) {
        return "";
    }

    /** Returns the headers to keep, see {@link Sender#storedHeaders()}. */
    List<String> storedHeaders();

    /** Returns every path that {@link #read} reads. */
    JsonPaths paths();

    /**
     * Reads the facts of a verified payload.
     *
     * @return at least one; several when it is about several branches
     * @throws InvalidPayload when a name cannot be one, or a required fact is not there
     * @throws JsonFacts.WrongType when a fact has another type than the sender documents
     */
    List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType;
}
