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
 * What one sender does in a way of its own; {@link SignedSender} does the rest, which is the same for all. Holds no
 * state of a request. Safe for use by several threads.
 */
public interface Protocol {

    /**
     * What the head brings to show that the request is the sender's. Does not block.
     *
     * @param secrets those of which any may have been used, at least one
     */
    Credential proof(HeaderFields headers, List<String> secrets);

    /** What is wrong with the headers that tell what the payload is. */
    Optional<Rejection> validateHeaders(HeaderFields headers);

    /**
     * Whether the headers say that the request only tries the connection out. Its body is then looked at for its proof
     * alone: it may be of any type, and empty.
     */
    default boolean isTrial(HeaderFields headers) {
        return false;
    }

    /** The header that holds the delivery's id. */
    String idHeader(HeaderFields headers);

    /** The ids that were sent; the delivery's is the only one, or a new one when there is none. */
    default List<String> ids(HeaderFields headers) {
        return headers.all(idHeader(headers));
    }

    /** The id of the sender's webhook, to tell its deliveries from another webhook's; empty where none was sent. */
    default String webhook(HeaderFields headers) {
        return "";
    }

    /** See {@link Sender#storedHeaders()}. */
    List<String> storedHeaders();

    /** Every place that {@link #read} looks at. */
    JsonPaths paths();

    /**
     * What a verified payload says.
     *
     * @return at least one; several where it tells of several branches
     * @throws InvalidPayload when a name cannot be one, or what is needed is not there
     * @throws JsonFacts.WrongType when a fact has another type than the sender documents
     */
    List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType;
}
