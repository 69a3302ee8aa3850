package dev.jenvoy.source;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.PayloadWriter;
import dev.jenvoy.delivery.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** One request of GitHub's, from its first byte to its delivery. */
final class GitHubReception implements Reception {

    private final DeliveryKey key;
    private final String event;
    private final MediaType media;
    private final Optional<Claim> claim;
    private final Spool spool;
    private final Instant received;

    GitHubReception(
            DeliveryKey key, String event, MediaType media, Optional<Claim> claim, Spool spool, Instant received) {
        this.key = key;
        this.event = event;
        this.media = media;
        this.claim = claim;
        this.spool = spool;
        this.received = received;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        claim.ifPresent(c -> c.update(bytes, offset, length));
    }

    @Override
    public Reading read(Payload body) throws IOException {
        boolean kept = false;
        try {
            if (claim.isPresent() && !claim.get().holds()) {
                return new Reading.Refused(Refusal.forbidden("signature", "the signature does not match the body"));
            }
            if (media == MediaType.JSON) {
                Reading reading = parse(body);
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
            FormField.Result result = FormField.copy(form, "payload", writer);
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
            Reading reading = parse(payload);
            kept = reading instanceof Reading.Read;
            return reading;
        } finally {
            if (!kept) {
                payload.discard();
            }
        }
    }

    private Reading parse(Payload payload) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(payload.open(), digest)) {
            JsonFacts json = JsonScan.read(in, GitHubFacts.PATHS);
            if (!Event.isName(event)) {
                return refused("event", GitHub.EVENT + ": not a possible name");
            }
            Facts facts = GitHubFacts.read(new Event(event), json);
            String hex = HexFormat.of().formatHex(digest.digest());
            return new Reading.Read(new Delivery(key, facts, payload, hex, received));
        } catch (JsonScan.NotJson e) {
            return refused("payload", String.valueOf(e.getMessage()));
        } catch (GitHubFacts.NotAName | JsonFacts.WrongType e) {
            return refused("facts", String.valueOf(e.getMessage()));
        }
    }

    private static Reading refused(String check, String error) {
        return new Reading.Refused(Refusal.badRequest(check, error));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
