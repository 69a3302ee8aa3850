package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sender of deliveries. Safe for use by several threads. */
public interface Sender {

    /** Its name in keys, logs and {@code JENVOY_SOURCE}. */
    String name();

    /** Whether a request with these headers says that it is this sender's. */
    boolean matches(HeaderFields headers);

    /** The methods that its requests may have. */
    default Set<String> methods() {
        return Set.of("POST");
    }

    /** Judges what can be judged from the head alone. Does not block. */
    Admission admit(RequestHead head);

    /** The id that this request claims to be delivered under, if that is a possible one; nobody has vouched for it. */
    Optional<String> unverifiedId(HeaderFields headers);

    /**
     * Whether the sender by itself sends again what was not answered well. A delivery of such a sender that ended well
     * is answered again as recorded; one of any other sender was sent again by a person, who wants it run again.
     */
    default boolean retriesAutomatically() {
        return false;
    }

    /** The form that its sender expects of an answer. */
    default ResponseStyle envelope() {
        return ResponseStyle.CONTRACT;
    }

    /** The header fields that are worth keeping for looking back. None of them holds a secret or a signature. */
    List<String> storedHeaders();

    /** What came of the head. */
    sealed interface Admission {

        /** Not taken. */
        record Refused(Rejection refusal) implements Admission {}

        /** The body is wanted. */
        record Admitted(BodyVerifier reception) implements Admission {}
    }
}
