package dev.jenvoy.sender.custom;

import dev.jenvoy.delivery.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a sender that does not come with the server, as the configuration does.
 *
 * @param name its name in keys, logs and {@code JENVOY_SOURCE}
 * @param eventHeader the header that names the event; {@code null} when every request is of one event
 * @param event that one event; {@code null} when a header names it
 * @param proof how a request is proven
 * @param deliveryHeader the header that holds a delivery's id, or {@code null}
 * @param paths the path of a fact in the payload, by the fact's name; other facts are read at GitHub's places
 */
public record CustomSenderSpec(
        String name,
        @Nullable String eventHeader,
        @Nullable Event event,
        CredentialForm proof,
        @Nullable String deliveryHeader,
        Map<String, String> paths) {

    public CustomSenderSpec {
        if ((eventHeader == null) == (event == null)) {
            throw new IllegalArgumentException("an event is told by a header, or is always the same");
        }
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    }

    /** Returns the header that makes a request this sender's. */
    public String sign() {
        return eventHeader == null ? proof.header() : eventHeader;
    }
}
