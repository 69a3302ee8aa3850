package dev.jenvoy.sender;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the deliveries of one request: one for each branch that it is about. The first has the request's id; the others
 * append {@code .2}, {@code .3} and so on, the same each time the request is sent. All share one payload.
 */
public final class DeliverySplitter {

    private DeliverySplitter() {}

    /**
     * Makes the deliveries. They own the payload, which knows its digest, from here on: each discards its share.
     *
     * @throws InvalidPayload when an id becomes too long; the caller still owns the payload
     */
    public static List<Delivery> of(DeliveryKey key, List<Facts> facts, Payload payload, Instant received)
            throws InvalidPayload {
        if (facts.size() > 1 && !DeliveryKey.isId(numbered(key, facts.size()))) {
            // The last one is the longest.
            throw new InvalidPayload(Check.DELIVERY.reject("the delivery id is too long for several branches"));
        }
        // What was received is in memory, or was hashed on its way to a file.
        PayloadDigest digest = payload.digest().orElseThrow();
        List<Delivery> all = new ArrayList<>(facts.size());
        for (Facts one : facts) {
            boolean first = all.isEmpty();
            DeliveryKey own = first ? key : new DeliveryKey(key.source(), key.webhook(), numbered(key, all.size() + 1));
            all.add(new Delivery(own, one, first ? payload : payload.share(), digest, received));
        }
        return all;
    }

    private static String numbered(DeliveryKey key, int number) {
        return key.id() + "." + number;
    }
}
