package dev.jenvoy.source;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Digest;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Spool;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The deliveries that one request makes: one for each branch that it tells of. The first has the request's id, the
 * others that with {@code .2}, {@code .3} and so on: the same each time the request is sent.
 */
final class Several {

    private Several() {}

    /**
     * The deliveries, each with a payload of its own; the first has the one given, which knows its digest.
     *
     * @throws Unfit when an id becomes too long
     * @throws IOException when a payload cannot be copied; the one given is the caller's still
     */
    static List<Delivery> of(DeliveryKey key, List<Facts> facts, Payload payload, Instant received, Spool spool)
            throws Unfit, IOException {
        // What was received is in memory, or was hashed on its way to a file.
        Digest digest = payload.digest().orElseThrow();
        List<Delivery> all = new ArrayList<>(facts.size());
        try {
            for (Facts one : facts) {
                boolean first = all.isEmpty();
                DeliveryKey own = first ? key : numbered(key, all.size() + 1);
                all.add(new Delivery(own, one, first ? payload : spool.copy(payload), digest, received));
            }
            return all;
        } catch (IOException | Unfit | RuntimeException e) {
            all.stream().skip(1).forEach(delivery -> delivery.payload().discard());
            throw e;
        }
    }

    private static DeliveryKey numbered(DeliveryKey key, int number) throws Unfit {
        String id = key.id() + "." + number;
        if (!DeliveryKey.isId(id)) {
            throw new Unfit(Refusal.badRequest("delivery", "the delivery id is too long for several branches"));
        }
        return new DeliveryKey(key.source(), key.webhook(), id);
    }
}
