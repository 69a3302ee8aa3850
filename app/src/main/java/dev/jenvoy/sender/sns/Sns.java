package dev.jenvoy.sender.sns;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.verify.AddressCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges messages of Amazon SNS, which carry the events of AWS CodeCommit. Every AWS customer can have SNS sign messages of
 * a topic, so only listed topics are accepted. SNS sends again by itself, under the same id.
 */
public final class Sns implements Sender {

    static final String TYPE = "x-amz-sns-message-type";
    static final String ID = "x-amz-sns-message-id";
    static final String TOPIC = "x-amz-sns-topic-arn";

    private static final String RAW = "x-amz-sns-rawdelivery";
    private static final Set<String> MEDIA = Set.of("text/plain", "application/json");

    private final Supplier<SenderOptions> options;
    private final HttpFetcher client;
    private final SnsCertificates certificates;
    private final Spool spool;
    private final InstantSource clock;

    public Sns(Supplier<SenderOptions> options, HttpFetcher client, Spool spool, InstantSource clock) {
        this.options = options;
        this.client = client;
        this.certificates = new SnsCertificates(client, clock);
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return SnsType.IDENTITY.name();
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return SnsType.IDENTITY.matches(headers);
    }

    @Override
    public boolean retriesAutomatically() {
        return SnsType.IDENTITY.retriesAutomatically();
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(TYPE, ID, TOPIC, "x-amz-sns-subscription-arn");
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.ofNullable(headers.only(ID)).filter(DeliveryKey::isId);
    }

    @Override
    public Admission admit(RequestHead head) {
        SenderOptions current = options.get();
        List<String> topics = current.values().find(SnsEntry.TOPICS).orElse(List.of());
        Rejection address = AddressCheck.judge(current, true, head.origin());
        if (address != null) {
            return new Admission.Refused(address);
        }
        if (topics.isEmpty()) {
            return new Admission.Refused(Check.notSetUp("set senders.sns.topics to take messages of Amazon SNS"));
        }
        HeaderFields headers = head.headers();
        if (headers.has(RAW)) {
            return new Admission.Refused(Check.SIGNATURE.reject(
                    "raw message delivery brings no signature; turn it off for this subscription"));
        }
        String topic = headers.only(TOPIC);
        if (topic == null || !topics.contains(topic)) {
            return new Admission.Refused(Check.TOPIC
                    .reject("expected one header " + TOPIC + " of a known topic")
                    .hint("senders.sns.topics does not list the topic that was sent"));
        }
        if (MediaType.declared(headers).filter(MEDIA::contains).isEmpty()) {
            return new Admission.Refused(
                    Check.CONTENT_TYPE.reject("expected text/plain or application/json, not compressed"));
        }
        SnsMessage.Type type = SnsMessage.Type.of(headers.only(TYPE));
        if (type == null) {
            return new Admission.Refused(Check.EVENT.reject("expected one header " + TYPE + " as SNS sends it"));
        }
        Optional<String> id = unverifiedId(headers);
        if (id.isEmpty()) {
            return new Admission.Refused(Check.DELIVERY.reject("expected one header " + ID + " as SNS sends it"));
        }
        return new Admission.Admitted(
                new SnsReception(type, id.get(), topic, certificates, client, spool, clock.instant()));
    }
}
