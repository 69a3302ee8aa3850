package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deliveries, plans and outcomes as tests need them. */
public final class JournalSamples {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    public static final Map<String, String> HEADERS =
            Map.of("X-GitHub-Event", "push", "User-Agent", "a \"quoted\"\nline");
    public static final List<Planned> ONE = List.of(hook("push-site"));

    private JournalSamples() {}

    public static Planned hook(String name) {
        return new Planned("hook", name, Policy.DEFAULT);
    }

    public static DeliveryKey key(String id) {
        return new DeliveryKey("github", "42", id);
    }

    public static Delivery push(String id) {
        return push(id, "site", NOON);
    }

    public static Delivery push(String id, String repository, Instant received) {
        return delivery(id, facts("push", repository), "{\"id\":\"" + id + "\"}", received);
    }

    public static Delivery delivery(String id, Facts facts, String json, Instant received) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Delivery(key(id), facts, Payload.of(bytes), PayloadDigest.of(bytes), received);
    }

    public static Facts facts(String event, String repository) {
        return new Facts(
                new Event(event),
                null,
                new Owner("acme"),
                new Repository(repository),
                new RefName("main"),
                null,
                "refs/heads/main",
                "0123456789abcdef0123456789abcdef01234567",
                "octo",
                null,
                false);
    }

    public static Outcome exited(int code) {
        return new Outcome(Ending.EXITED, code, "out\u0000 ü\n", "err\n", code != 0, null);
    }
}
