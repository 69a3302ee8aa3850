package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.DeliverySplitter;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.FormField;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies one request of a {@link SignedSender}, from its first byte to its deliveries. */
final class SignedBodyVerifier implements BodyVerifier {

    private final DeliveryKey key;
    private final SignatureCheck claim;
    private final MediaType media;
    private final Protocol protocol;
    private final HeaderFields headers;
    private final Spool spool;
    private final Instant received;

    SignedBodyVerifier(
            DeliveryKey key,
            SignatureCheck claim,
            MediaType media,
            Protocol protocol,
            HeaderFields headers,
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
            Optional<Rejection> wrong = claim.judge();
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
                return refused(Check.FORM, "expected a form with one well-formed field payload");
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
        Optional<Rejection> wrong = claim.judge(payload);
        return wrong.isPresent() ? new Reading.Refused(wrong.get()) : parse(payload);
    }

    private Reading parse(Payload payload) throws IOException {
        try {
            List<Facts> facts = protocol.read(headers, JsonScan.read(payload, protocol.paths()));
            return new Reading.Read(DeliverySplitter.of(key, facts, payload, received));
        } catch (JsonScan.NotJson e) {
            return new Reading.Refused(e.refusal());
        } catch (JsonFacts.WrongType e) {
            return refused(Check.FACTS, String.valueOf(e.getMessage()));
        } catch (InvalidPayload e) {
            return new Reading.Refused(e.refusal());
        }
    }

    private static Reading refused(Check check, String error) {
        return new Reading.Refused(check.reject(error));
    }
}
