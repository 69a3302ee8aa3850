package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the requests of one sender. Safe for use by several threads. */
public interface Sender {

    /** Returns the sender's name in keys, logs and {@code JENVOY_SOURCE}. */
    String name();

    /** Tells whether a request with these headers claims to come from this sender. */
    boolean matches(HeaderFields headers);

    /** Returns the methods that requests may have. */
    default Set<String> methods() {
        return Set.of("POST");
    }

    /** Makes the checks that need the head alone. Does not block. */
    Admission admit(RequestHead head);

    /** Returns the delivery's id that the request claims, if it is a valid one. It is not verified. */
    Optional<String> unverifiedId(HeaderFields headers);

    /**
     * Tells whether the sender by itself sends again what was not answered well. A successful delivery of such a sender is
     * answered again from the record. A delivery of any other sender was resent by a person, who wants it to run again.
     */
    default boolean retriesAutomatically() {
        return false;
    }

    /** Returns the form of answers that the sender expects. */
    default ResponseStyle envelope() {
        return ResponseStyle.CONTRACT;
    }

    /** Returns the response that the operator chose for deliveries of this sender; empty for Jenvoy's own. */
    default Optional<OwnResponse> response() {
        return Optional.empty();
    }

    /** Returns the header fields to keep for looking back. They never hold a secret or a signature. */
    List<String> storedHeaders();

    /** The result of the checks of a head. */
    sealed interface Admission {

        /** The request is rejected. */
        record Refused(Rejection refusal) implements Admission {}

        /** The body is read next. */
        record Admitted(BodyVerifier reception) implements Admission {}
    }
}
