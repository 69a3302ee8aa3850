package dev.jenvoy.sender.sns;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.DeliverySplitter;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies one request of Amazon SNS, from its first byte to its deliveries. */
final class SnsReception implements BodyVerifier {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");

    /**
     * Limits a message, which is parsed in memory before it is proven. SNS allows 256 KB; a message of CodeCommit grows by a
     * tenth when it is escaped.
     */
    private static final int MAX_MESSAGE_BYTES = 300 << 10;

    /** SNS tries for an hour; clocks differ by a few minutes. */
    private static final Duration OLDEST = Duration.ofMinutes(65);

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SnsMessage.Type type;
    private final String id;
    private final String topic;
    private final SnsCertificates certificates;
    private final HttpFetcher client;
    private final Spool spool;
    private final Instant received;

    /** @param topic the topic of the head, which is a listed one */
    SnsReception(
            SnsMessage.Type type,
            String id,
            String topic,
            SnsCertificates certificates,
            HttpFetcher client,
            Spool spool,
            Instant received) {
        this.type = type;
        this.id = id;
        this.topic = topic;
        this.certificates = certificates;
        this.client = client;
        this.spool = spool;
        this.received = received;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        // The signed text is known only when the members have been read.
    }

    @Override
    public long limit() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public Reading read(Payload body) throws IOException {
        try {
            SnsMessage message = SnsMessage.read(JsonScan.readUnproven(body, SnsMessage.PATHS));
            Optional<Rejection> wrong = judge(message);
            return wrong.isPresent() ? refused(wrong.get()) : take(message);
        } catch (JsonScan.NotJson e) {
            return refused(e.refusal());
        } catch (JsonFacts.WrongType e) {
            return refused(Check.FACTS.reject(String.valueOf(e.getMessage())));
        } catch (InvalidPayload e) {
            return refused(e.refusal());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Check.NO_CERTIFICATE.reject("the server is stopping", RETRY));
        } finally {
            body.discard();
        }
    }

    /** Makes the cheap checks first, because the certificate may have to be fetched. */
    private Optional<Rejection> judge(SnsMessage message) throws InterruptedException {
        if (message.type() != type
                || !message.id().equals(id)
                || !message.topic().equals(topic)) {
            return Optional.of(Check.HEADERS.reject("the headers tell of another type, topic or id than the message"));
        }
        Instant published = message.published();
        if (published == null
                || published.isBefore(received.minus(OLDEST))
                || published.isAfter(received.plus(AHEAD))) {
            return Optional.of(Check.TIMESTAMP.reject("the message is not of the last hour"));
        }
        Optional<SnsUrl> url = SnsUrl.ofCertificate(message.certificateUrl());
        if (url.isEmpty() || !message.hasKnownVersion()) {
            return Optional.of(Check.CERTIFICATE.reject(
                    "expected signature version 1 or 2, with a certificate at an address of SNS"));
        }
        SnsCertificates.Found found = certificates.at(url.get());
        if (found instanceof SnsCertificates.Found.Key known) {
            return message.isSignedWith(known.key())
                    ? Optional.empty()
                    : Optional.of(Check.SIGNATURE.reject("the signature does not match the message"));
        }
        return found instanceof SnsCertificates.Found.Untrusted untrusted
                ? Optional.of(Check.CERTIFICATE.reject("the certificate is not trusted: " + untrusted.why()))
                : Optional.of(Check.NO_CERTIFICATE.reject("the certificate cannot be fetched now", RETRY));
    }

    private Reading take(SnsMessage message)
            throws IOException, InvalidPayload, JsonFacts.WrongType, JsonScan.TooMuch, InterruptedException {
        return switch (message.type()) {
            case NOTIFICATION -> deliver(message.message());
            case SUBSCRIPTION -> confirm(String.valueOf(message.subscribeUrl()));
            case UNSUBSCRIPTION -> {
                LOG.warn("sns unsubscribed delivery={} topic={}", id, topic);
                yield new Reading.Settled("the end of the subscription is noted");
            }
        };
    }

    private Reading confirm(String address) throws InterruptedException {
        Optional<SnsUrl> url = SnsUrl.ofConfirmation(address);
        if (url.isEmpty()) {
            return refused(Check.SUBSCRIPTION.reject("expected a SubscribeURL at an address of SNS"));
        }
        HttpFetcher.Answer answer = client.get(url.get().uri(), Map.of());
        if (answer instanceof HttpFetcher.Answer.Whole whole && whole.status() == 200) {
            LOG.info("sns subscription confirmed delivery={} topic={}", id, topic);
            return new Reading.Settled("the subscription is confirmed");
        }
        // Not the address: its token is a secret.
        LOG.error(
                "sns subscription not confirmed delivery={} topic={} cause=\"{}\"",
                id,
                topic,
                answer instanceof HttpFetcher.Answer.Whole whole ? "status " + whole.status() : "no answer");
        return refused(Check.NOT_CONFIRMED.reject("the subscription cannot be confirmed now", RETRY));
    }

    private Reading deliver(String message) throws IOException, InvalidPayload, JsonFacts.WrongType, JsonScan.TooMuch {
        byte[] json = message.getBytes(StandardCharsets.UTF_8);
        List<Facts> facts = CodeCommit.read(json);
        if (facts.isEmpty()) {
            LOG.info("sns message causes nothing delivery={} topic={}", id, topic);
            return new Reading.Settled("this message tells of no push to CodeCommit; nothing runs");
        }
        PayloadWriter writer = spool.begin();
        Payload payload = null;
        try {
            writer.write(json, 0, json.length);
            payload = writer.finish();
            DeliveryKey key = new DeliveryKey(SnsType.IDENTITY.name(), "", id);
            List<Delivery> all = DeliverySplitter.of(key, facts, payload, received);
            writer = null;
            return new Reading.Read(all);
        } finally {
            if (writer != null) {
                writer.discard();
                if (payload != null) {
                    payload.discard();
                }
            }
        }
    }

    private static Reading refused(Rejection refusal) {
        return new Reading.Refused(refusal);
    }
}
