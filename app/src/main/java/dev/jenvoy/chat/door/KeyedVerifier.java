package dev.jenvoy.chat.door;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import java.io.IOException;
import java.util.concurrent.Executor;

/** Gives deliveries the key of an address of routes, by which they make messages alone. */
final class KeyedVerifier implements BodyVerifier {

    private final BodyVerifier inner;
    private final String source;
    private final String family;

    KeyedVerifier(BodyVerifier inner, String source, String family) {
        this.inner = inner;
        this.source = source;
        this.family = family;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        inner.update(bytes, offset, length);
    }

    @Override
    public Reading read(Payload body) throws IOException {
        Reading reading = inner.read(body);
        return reading instanceof Reading.Read read
                ? new Reading.Read(read.deliveries().stream().map(this::keyed).toList())
                : reading;
    }

    private Delivery keyed(Delivery delivery) {
        // The repository that the token has proven: one must not use up the ids of another.
        String repo = delivery.facts().owner() + "/" + delivery.facts().repository();
        return new Delivery(
                DeliveryKey.ofRoutes(source, family, repo, delivery.id()),
                delivery.facts(),
                delivery.payload(),
                delivery.digest(),
                delivery.received());
    }

    @Override
    public boolean waits() {
        return inner.waits();
    }

    @Override
    public void await(Executor workers, Runnable read) {
        inner.await(workers, read);
    }

    @Override
    public long limit() {
        return inner.limit();
    }
}
