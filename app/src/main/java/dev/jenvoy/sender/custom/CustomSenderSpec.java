package dev.jenvoy.sender.custom;

import dev.jenvoy.delivery.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sender speaks that does not come with the server, as the configuration describes it.
 *
 * @param name its name in keys, logs and {@code JENVOY_SOURCE}
 * @param eventHeader the header that names the event; {@code null} where every request is of one event
 * @param event that one event; {@code null} where a header names it
 * @param proof how it shows that a request is its own
 * @param deliveryHeader the header that holds a delivery's id; {@code null} where it sends none
 * @param paths where in the payload a fact stands, by the fact's name; GitHub's places for those that are not there
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
        paths = Map.copyOf(paths);
    }

    /** The header that its requests are recognised by. */
    String sign() {
        return eventHeader == null ? proof.header() : eventHeader;
    }
}
