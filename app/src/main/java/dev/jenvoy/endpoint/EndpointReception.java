package dev.jenvoy.endpoint;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.request.Check;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Verifies one request of an endpoint: first its sender's checks, then the endpoint's repository. */
final class EndpointReception implements BodyVerifier {

    private static final String PING = "ping";

    private final BodyVerifier sender;
    private final Endpoint endpoint;
    private final boolean namesRepositories;

    EndpointReception(BodyVerifier sender, Endpoint endpoint, boolean namesRepositories) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.namesRepositories = namesRepositories;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        sender.update(bytes, offset, length);
    }

    @Override
    public boolean waits() {
        return sender.waits();
    }

    @Override
    public void await(Executor workers, Runnable read) {
        sender.await(workers, read);
    }

    @Override
    public long limit() {
        return sender.limit();
    }

    @Override
    public Reading read(Payload body) throws IOException {
        Reading reading = sender.read(body);
        if (!(reading instanceof Reading.Read read)) {
            return reading;
        }
        List<Delivery> deliveries = read.deliveries();
        for (Delivery delivery : deliveries) {
            if (!belongs(delivery.facts())) {
                deliveries.forEach(one -> one.payload().discard());
                return new Reading.Refused(Check.REPOSITORY
                        .reject("expected a delivery of the repository " + endpoint.repoPath())
                        .hint("the payload belongs to " + named(delivery.facts()) + "; endpoint rotate"
                                + " --repo-path sets a repository's new name"));
            }
        }
        return new Reading.Read(deliveries.stream().map(this::own).toList());
    }

    private boolean belongs(Facts facts) {
        if (facts.repository() == null) {
            return !namesRepositories || facts.event().name().equals(PING);
        }
        return endpoint.repoPath().equalsIgnoreCase(named(facts));
    }

    private static @Nullable String named(Facts facts) {
        return facts.owner() == null || facts.repository() == null
                ? null
                : facts.owner().name() + "/" + facts.repository().name();
    }

    /** Adds the endpoint to the key, because the same id at two endpoints means two deliveries. */
    private Delivery own(Delivery delivery) {
        DeliveryKey key = delivery.key();
        String webhook = key.webhook().isEmpty() ? endpoint.uri() : endpoint.uri() + " " + key.webhook();
        return new Delivery(
                new DeliveryKey(key.source(), webhook, key.id()),
                delivery.facts(),
                delivery.payload(),
                delivery.digest(),
                delivery.received());
    }
}
