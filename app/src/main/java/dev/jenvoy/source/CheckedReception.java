package dev.jenvoy.source;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One request of a {@link CheckedSource}, from its first byte to what it delivers. */
final class CheckedReception implements Reception {

    private final DeliveryKey key;
    private final Claim claim;
    private final MediaType media;
    private final Protocol protocol;
    private final Headers headers;
    private final Spool spool;
    private final Instant received;

    CheckedReception(
            DeliveryKey key,
            Claim claim,
            MediaType media,
            Protocol protocol,
            Headers headers,
            Spool spool,
            Instant received) {
        this.key = key;
        this.claim = claim;
        this.media = media;
        this.protocol = protocol;
        this.headers = headers;
        this.spool = spool;
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
            Optional<Refusal> wrong = claim.judge();
            if (wrong.isPresent()) {
                return new Reading.Refused(wrong.get());
            }
            if (media == MediaType.JSON) {
                Reading reading = judge(body);
                kept = reading instanceof Reading.Read;
                return reading;
            }
            return readForm(body);
        } finally {
            if (!kept) {
                body.discard();
            }
        }
    }

    private Reading readForm(Payload body) throws IOException {
        PayloadWriter writer = spool.begin();
        Payload payload;
        try (InputStream form = body.open()) {
            FormField.Result result = FormField.copy(form, MediaType.FORM_FIELD, writer);
            if (result != FormField.Result.FOUND) {
                return refused("form", "expected a form with one well-formed field payload");
            }
            payload = writer.finish();
            writer = null;
        } finally {
            if (writer != null) {
                writer.discard();
            }
        }
        boolean kept = false;
        try {
            Reading reading = judge(payload);
            kept = reading instanceof Reading.Read;
            return reading;
        } finally {
            if (!kept) {
                payload.discard();
            }
        }
    }

    private Reading judge(Payload payload) throws IOException {
        Optional<Refusal> wrong = claim.judge(payload);
        return wrong.isPresent() ? new Reading.Refused(wrong.get()) : parse(payload);
    }

    private Reading parse(Payload payload) throws IOException {
        try {
            List<Facts> facts = protocol.read(headers, JsonScan.read(payload, protocol.paths()));
            return new Reading.Read(Several.of(key, facts, payload, received));
        } catch (JsonScan.NotJson e) {
            return new Reading.Refused(e.refusal());
        } catch (JsonFacts.WrongType e) {
            return refused("facts", String.valueOf(e.getMessage()));
        } catch (Unfit e) {
            return new Reading.Refused(e.refusal());
        }
    }

    private static Reading refused(String check, String error) {
        return new Reading.Refused(Refusal.badRequest(check, error));
    }
}
