package dev.jenvoy.source;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Spool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A sender that posts one signed payload: the checks of the contract in the contract's order, with what is the sender's
 * own in its {@link Protocol}. A signature covers the body alone, so what other headers say are claims; they are checked
 * for their form.
 */
final class CheckedSource implements Source {

    private final Protocol protocol;
    private final Terms.Setter terms;
    private final Spool spool;
    private final InstantSource clock;

    /** @param spool where a form's payload is decoded to */
    CheckedSource(Protocol protocol, Terms.Setter terms, Spool spool, InstantSource clock) {
        this.protocol = protocol;
        this.terms = terms;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return protocol.name();
    }

    @Override
    public boolean recognises(Headers headers) {
        return protocol.recognises(headers);
    }

    @Override
    public boolean resends() {
        return protocol.resends();
    }

    @Override
    public List<String> telling() {
        return protocol.telling();
    }

    @Override
    public Optional<String> claimedId(Headers headers) {
        List<String> ids = protocol.ids(headers);
        return ids.size() == 1 ? Optional.of(ids.get(0)).filter(DeliveryKey::isId) : Optional.empty();
    }

    @Override
    public Admission admit(Head head) {
        Terms current = terms.of(head.origin());
        if (current.address() != null) {
            return new Admission.Refused(current.address());
        }
        if (current.unproven() != null) {
            return new Admission.Refused(current.unproven());
        }
        Headers headers = head.headers();
        Claim claim = Claim.NONE;
        if (current.asksProof()) {
            Proof proof = protocol.proof(headers, current.secrets());
            if (proof instanceof Proof.Missing missing) {
                return new Admission.Refused(missing.refusal());
            }
            claim = ((Proof.Claimed) proof).claim();
        }
        boolean trial = protocol.isTrial(headers);
        Optional<MediaType> media = MediaType.of(headers);
        if (media.isEmpty() && !trial) {
            return new Admission.Refused(Refusal.of(
                    415,
                    "content-type",
                    "expected application/json or application/x-www-form-urlencoded, not compressed"));
        }
        Optional<Refusal> unfit = protocol.unfit(headers);
        if (unfit.isPresent()) {
            return new Admission.Refused(unfit.get());
        }
        List<String> ids = protocol.ids(headers);
        if (ids.size() > 1 || (ids.size() == 1 && !DeliveryKey.isId(ids.get(0)))) {
            return new Admission.Refused(Refusal.badRequest(
                    "delivery",
                    "expected at most one header " + protocol.idHeader(headers)
                            + " of up to 128 letters, digits and ._-"));
        }
        String id = ids.isEmpty() ? head.spareId() : ids.get(0);
        DeliveryKey key = new DeliveryKey(protocol.name(), protocol.webhook(headers), id);
        return new Admission.Admitted(
                trial
                        ? new TrialReception(key, claim, clock.instant())
                        : new CheckedReception(
                                key, claim, media.orElseThrow(), protocol, headers, spool, clock.instant()));
    }
}
