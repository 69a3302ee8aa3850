package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies a request that only tries the connection out: once it is proven it is a ping, and its body is not read. */
final class TrialVerifier implements BodyVerifier {

    private static final Event PING = new Event("ping");

    private final DeliveryKey key;
    private final SignatureCheck claim;
    private final Instant received;

    TrialVerifier(DeliveryKey key, SignatureCheck claim, Instant received) {
        this.key = key;
        this.claim = claim;
        this.received = received;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        claim.update(bytes, offset, length);
    }

    @Override
    public boolean waits() {
        return claim.waits();
    }

    @Override
    public Reading read(Payload body) throws IOException {
        boolean kept = false;
        try {
            Optional<Rejection> wrong = claim.judge();
            if (wrong.isEmpty()) {
                wrong = claim.judge(body);
            }
            if (wrong.isPresent()) {
                return new Reading.Refused(wrong.get());
            }
            kept = true;
            return new Reading.Read(List.of(
                    new Delivery(key, Facts.of(PING), body, body.digest().orElseThrow(), received)));
        } finally {
            if (!kept) {
                body.discard();
            }
        }
    }
}
