package dev.jenvoy.endpoint.configured;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Judges the requests of an endpoint for one sender: the sender's own checks with the secrets of the endpoint. */
final class OwnSecretSender implements Sender {

    private final Sender sender;
    private final String path;

    /**
     * @param sender judges requests with the secrets of the endpoint
     * @param path the address, which makes the same id at another one another delivery
     */
    OwnSecretSender(Sender sender, String path) {
        this.sender = sender;
        this.path = path;
    }

    @Override
    public String name() {
        return sender.name();
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return sender.matches(headers);
    }

    @Override
    public Set<String> methods() {
        return sender.methods();
    }

    @Override
    public Admission admit(RequestHead head) {
        Admission admission = sender.admit(head);
        if (!(admission instanceof Admission.Admitted admitted)) {
            return admission;
        }
        // Checks this last: a client without a valid proof learns only that the proof is wrong.
        if (!sender.matches(head.headers())) {
            return new Admission.Refused(Check.PROVIDER.reject(
                    "expected a delivery of " + sender.name() + ", to which this endpoint belongs"));
        }
        return new Admission.Admitted(new Keyed(admitted.reception(), path));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return sender.unverifiedId(headers);
    }

    @Override
    public boolean retriesAutomatically() {
        return sender.retriesAutomatically();
    }

    @Override
    public ResponseStyle envelope() {
        return sender.envelope() == ResponseStyle.CONTRACT ? ResponseStyle.BARE_REJECTIONS : sender.envelope();
    }

    @Override
    public List<String> storedHeaders() {
        return sender.storedHeaders();
    }

    /** Adds the address to the keys of deliveries. */
    private record Keyed(BodyVerifier verifier, String path) implements BodyVerifier {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            verifier.update(bytes, offset, length);
        }

        @Override
        public boolean waits() {
            return verifier.waits();
        }

        @Override
        public void await(Executor workers, Runnable read) {
            verifier.await(workers, read);
        }

        @Override
        public long limit() {
            return verifier.limit();
        }

        @Override
        public Reading read(Payload body) throws IOException {
            Reading reading = verifier.read(body);
            return reading instanceof Reading.Read read
                    ? new Reading.Read(read.deliveries().stream().map(this::own).toList())
                    : reading;
        }

        private Delivery own(Delivery delivery) {
            DeliveryKey key = delivery.key();
            String webhook = key.webhook().isEmpty() ? path : path + " " + key.webhook();
            return new Delivery(
                    new DeliveryKey(key.source(), webhook, key.id()),
                    delivery.facts(),
                    delivery.payload(),
                    delivery.digest(),
                    delivery.received());
        }
    }
}
