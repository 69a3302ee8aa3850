package dev.jenvoy.sender.trigger;

import com.google.gson.stream.JsonWriter;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.verify.HashingLimit;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one trigger. No signature covers its body, so it is discarded. Hooks get a payload made here of the facts that the
 * signature covers.
 */
final class TriggerReception implements BodyVerifier {

    /** Is longer than any configuration accepts a signature. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final List<TriggerKey> keys;
    private final long timestamp;
    private final String signature;
    private final @Nullable InetAddress address;
    private final ReplayGuard memory;
    private final HashingLimit limit;
    private final Instant received;

    /** Is set before the body is read. */
    private HashingLimit.Turn turn = HashingLimit.Turn.TAKEN;

    TriggerReception(
            List<TriggerKey> keys,
            long timestamp,
            String signature,
            @Nullable InetAddress address,
            ReplayGuard memory,
            HashingLimit limit,
            Instant received) {
        this.keys = keys;
        this.timestamp = timestamp;
        this.signature = signature;
        this.address = address;
        this.memory = memory;
        this.limit = limit;
        this.received = received;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        // No signature covers the body.
    }

    @Override
    public void await(Executor workers, Runnable read) {
        long cost = TriggerSignature.isPossible(signature)
                ? keys.stream().mapToLong(TriggerKey::cost).sum()
                : 0;
        limit.enter(address, cost, workers, given -> {
            turn = given;
            read.run();
        });
    }

    @Override
    public Reading read(Payload body) throws IOException {
        body.discard();
        if (!TriggerSignature.isPossible(signature)) {
            return wrong();
        }
        if (turn == HashingLimit.Turn.BUSY) {
            return new Reading.Refused(Check.HASHING.reject("too many triggers are being checked", RETRY));
        }
        List<TriggerKey> signed = new ArrayList<>();
        // Checks all keys, so that the time does not depend on which one fits.
        keys.stream().filter(key -> key.signed(timestamp, signature)).forEach(signed::add);
        return signed.isEmpty() ? wrong() : accept(signed.get(0));
    }

    private Reading accept(TriggerKey key) throws IOException {
        String id = TriggerSignature.deliveryId(signature);
        ReplayGuard.Use use = memory.markUsed(
                Trigger.NAME + ":" + id, Instant.ofEpochSecond(timestamp).plus(REMEMBERED));
        if (use == ReplayGuard.Use.REPLAYED) {
            return new Reading.Refused(
                    Check.TRIGGER_REPLAY.reject("this trigger came before; sign another one with the time it is now"));
        }
        if (use == ReplayGuard.Use.UNAVAILABLE) {
            return new Reading.Refused(ReplayGuard.unavailable());
        }
        byte[] json = json(key).getBytes(StandardCharsets.UTF_8);
        // Made here, and small: it needs no share of what bodies that arrive may take.
        Payload payload = Payload.of(json);
        PayloadDigest digest = payload.digest().orElseThrow();
        return new Reading.Read(
                List.of(new Delivery(new DeliveryKey(Trigger.NAME, "", id), facts(key), payload, digest, received)));
    }

    private static Facts facts(TriggerKey key) {
        return Facts.about(new Event("push"))
                .repository(key.repository())
                .branch(key.branch())
                .ref(ref(key))
                .build();
    }

    private String json(TriggerKey key) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("ref").value(ref(key));
            json.name("repository").beginObject();
            json.name("name").value(key.repository().name()).endObject();
            json.name("trigger").beginObject();
            json.name("timestamp").value(timestamp).endObject();
            json.endObject();
        }
        return text.toString();
    }

    private static String ref(TriggerKey key) {
        return "refs/heads/" + key.branch().name();
    }

    private static Reading wrong() {
        return new Reading.Refused(
                Check.TRIGGER_SIGNATURE.reject("the signature is not that of this trigger at this time"));
    }
}
