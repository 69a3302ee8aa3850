package dev.jenvoy.delivery;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import java.time.Instant;

/**
 * A verified request of a known sender.
 *
 * @param key what makes it the same as another
 * @param facts what was read out of the payload
 * @param payload the JSON as sent
 * @param digest of the payload
 * @param received when its request began
 */
public record Delivery(DeliveryKey key, Facts facts, Payload payload, PayloadDigest digest, Instant received) {

    public String id() {
        return key.id();
    }

    public Event event() {
        return facts.event();
    }
}
