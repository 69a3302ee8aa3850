package dev.jenvoy.sender;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Describes the response to deliveries of a sender that expects one of its own form.
 *
 * @param status the HTTP status, 200 to 599
 * @param failedStatus the status if a hook failed; empty for {@code failed_hook_status}
 * @param body what the response says
 * @param contentType the type of the body
 * @param headers further header fields with fixed values
 * @param atOnce whether to respond as soon as a delivery is accepted, without waiting for its hooks
 */
public record OwnResponse(
        int status,
        OptionalInt failedStatus,
        Body body,
        String contentType,
        Map<String, String> headers,
        boolean atOnce) {

    /** What a response says. */
    public sealed interface Body {}

    /** A fixed text; may be empty. */
    public record Text(String text) implements Body {}

    /**
     * The standard output of the hooks that ran, one after the other.
     *
     * @param hook the only hook whose output counts; empty for all hooks
     */
    public record Output(Optional<String> hook) implements Body {

        /** Tells whether the output of a hook of this name belongs to the response. */
        public boolean has(String name) {
            return hook.isEmpty() || hook.get().equals(name);
        }
    }

    public OwnResponse {
        if (status < 200 || status > 599 || failedStatus.orElse(500) < 200 || failedStatus.orElse(500) > 599) {
            throw new IllegalArgumentException("not the status of a response");
        }
        if (atOnce && body instanceof Output) {
            throw new IllegalArgumentException("what hooks print is not known before they run");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
