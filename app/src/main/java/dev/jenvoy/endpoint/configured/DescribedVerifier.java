package dev.jenvoy.endpoint.configured;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies one request of a described endpoint, from its first byte to its delivery. */
final class DescribedVerifier implements BodyVerifier {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.endpoints");

    /** Bodies above this size are read by expressions two at a time, so that they cannot fill the heap together. */
    private static final long LARGE_BYTES = 1 << 20;

    /** The same for bodies of which objects are made: each may take thirty times its size. */
    private static final long LARGE_TREE_BYTES = 64 << 10;

    private static final Semaphore LARGE = new Semaphore(2, true);

    private static final String NOTHING = "{\"status\": \"nop\"}\n";
    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";

    private final DescribedEndpoint endpoint;
    private final RequestHead head;
    private final Map<String, List<String>> query;
    private final SignatureCheck claim;
    private final Instant received;

    DescribedVerifier(
            DescribedEndpoint endpoint,
            RequestHead head,
            Map<String, List<String>> query,
            SignatureCheck claim,
            Instant received) {
        this.endpoint = endpoint;
        this.head = head;
        this.query = query;
        this.claim = claim;
        this.received = received;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        claim.update(bytes, offset, length);
    }

    /** Expressions may take longer than a thread of connections can be held. */
    @Override
    public boolean waits() {
        return true;
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
            Reading reading = body.size() > most() ? inTurn(body) : understood(body);
            kept = reading instanceof Reading.Read;
            return reading;
        } finally {
            if (!kept) {
                body.discard();
            }
        }
    }

    /** Returns how large a body may be that needs not wait for its turn. */
    private long most() {
        BodyType type = endpoint.body().of(head.headers());
        return type == BodyType.XML || type == BodyType.MULTIPART ? LARGE_TREE_BYTES : LARGE_BYTES;
    }

    private Reading inTurn(Payload body) throws IOException {
        LARGE.acquireUninterruptibly();
        try {
            return understood(body);
        } finally {
            LARGE.release();
        }
    }

    private Reading understood(Payload body) throws IOException {
        BodyType type = endpoint.body().of(head.headers());
        boolean large = body.size() > RequestValues.MAX_READ_BYTES;
        if (large && endpoint.readsBody()) {
            return refused(Check.PAYLOAD_LIMITS.reject(
                    "expected at most " + RequestValues.MAX_READ_BYTES + " bytes, because expressions read the body"));
        }
        boolean needed = endpoint.readsBody() || (type == BodyType.FORM && !large);
        RequestValues values = new RequestValues(endpoint, head, query, type, needed ? bytes(body) : new byte[0]);
        try {
            if (type == BodyType.JSON && body.size() > 0) {
                JsonScan.check(body);
            }
            if (type == BodyType.FORM && FormText.read(values.text()).isEmpty()) {
                return refused(Check.FORM.reject("expected a well-formed form"));
            }
            if (endpoint.readsPayload()) {
                values.readContent();
            }
            return evaluated(body, values);
        } catch (JsonScan.NotJson e) {
            return refused(e.refusal());
        } catch (InvalidPayload e) {
            return refused(e.refusal());
        }
    }

    private static byte[] bytes(Payload body) throws IOException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }

    private Reading evaluated(Payload body, RequestValues values) throws InvalidPayload {
        FactsByExpression facts = new FactsByExpression(endpoint, values);
        Optional<String> challenge = facts.text("challenge", endpoint.challenge());
        if (challenge.isPresent()) {
            LOG.info("challenge of an endpoint answered endpoint={} delivery={}", endpoint.name(), head.spareId());
            return new Reading.Answered(200, challenge.get(), TEXT_TYPE);
        }
        if (!facts.isWanted()) {
            LOG.info(
                    "request runs nothing because when is false endpoint={} delivery={}",
                    endpoint.name(),
                    head.spareId());
            DescribedEndpoint.Mismatch mismatch = endpoint.mismatch();
            return mismatch.text().isEmpty()
                    ? new Reading.Answered(mismatch.status(), NOTHING, JSON_TYPE)
                    : new Reading.Answered(mismatch.status(), mismatch.text(), TEXT_TYPE);
        }
        DeliveryKey key =
                new DeliveryKey(endpoint.source(), endpoint.path(), facts.id().orElse(head.spareId()));
        return new Reading.Read(
                List.of(new Delivery(key, facts.read(), body, body.digest().orElseThrow(), received)));
    }

    private static Reading refused(Rejection rejection) {
        return new Reading.Refused(rejection);
    }
}
