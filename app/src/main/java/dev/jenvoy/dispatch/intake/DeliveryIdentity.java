package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Event;

/**
 * What another request of the same key must have to be the same delivery. Holds no payload.
 *
 * @param digest of the payload, in hex
 */
record DeliveryIdentity(Event event, String digest) {

    static DeliveryIdentity of(Delivery delivery) {
        return new DeliveryIdentity(delivery.event(), delivery.digest().hex());
    }
}
