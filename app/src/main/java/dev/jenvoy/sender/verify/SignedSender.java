package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Judges a sender that posts one signed payload: makes the checks of {@code docs/reference/http.md} in their order, with the
 * sender's own part in its {@link Protocol}. A signature covers the body alone, so the other headers are claims; only their
 * form is checked.
 */
public final class SignedSender implements Sender {

    private final SenderIdentity identity;
    private final Protocol protocol;
    private final AdmissionPolicy.Setter terms;
    private final Spool spool;
    private final InstantSource clock;

    /** @param spool holds the payloads that are decoded out of forms */
    public SignedSender(
            SenderIdentity identity,
            Protocol protocol,
            AdmissionPolicy.Setter terms,
            Spool spool,
            InstantSource clock) {
        this.identity = identity;
        this.protocol = protocol;
        this.terms = terms;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return identity.matches(headers);
    }

    @Override
    public boolean retriesAutomatically() {
        return identity.retriesAutomatically();
    }

    @Override
    public List<String> storedHeaders() {
        return protocol.storedHeaders();
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        List<String> ids = protocol.ids(headers);
        return ids.size() == 1 ? Optional.of(ids.get(0)).filter(DeliveryKey::isId) : Optional.empty();
    }

    @Override
    public Admission admit(RequestHead head) {
        AdmissionPolicy current = terms.of(head.origin());
        if (current.address() != null) {
            return new Admission.Refused(current.address());
        }
        if (current.disabled() != null) {
            return new Admission.Refused(current.disabled());
        }
        HeaderFields headers = head.headers();
        SignatureCheck claim = SignatureCheck.NONE;
        if (current.asksProof()) {
            Credential proof = protocol.proof(headers, current.secrets());
            if (proof instanceof Credential.Missing missing) {
                return new Admission.Refused(missing.refusal());
            }
            claim = ((Credential.Claimed) proof).claim();
        }
        boolean trial = protocol.isTrial(headers);
        Optional<MediaType> media = MediaType.of(headers);
        if (media.isEmpty() && !trial) {
            return new Admission.Refused(Check.CONTENT_TYPE.reject(
                    "expected application/json or application/x-www-form-urlencoded, not compressed"));
        }
        Optional<Rejection> unfit = protocol.validateHeaders(headers);
        if (unfit.isPresent()) {
            return new Admission.Refused(unfit.get());
        }
        List<String> ids = protocol.ids(headers);
        if (ids.size() > 1 || (ids.size() == 1 && !DeliveryKey.isId(ids.get(0)))) {
            return new Admission.Refused(Check.DELIVERY.reject("expected at most one header "
                    + protocol.idHeader(headers) + " of up to 128 letters, digits and ._-"));
        }
        String id = ids.isEmpty() ? head.spareId() : ids.get(0);
        DeliveryKey key = new DeliveryKey(identity.name(), protocol.webhook(headers), id);
        return new Admission.Admitted(
                trial
                        ? new TrialVerifier(key, claim, clock.instant())
                        : new SignedBodyVerifier(
                                key, claim, media.orElseThrow(), protocol, headers, spool, clock.instant()));
    }
}
