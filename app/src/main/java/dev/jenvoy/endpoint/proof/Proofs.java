package dev.jenvoy.endpoint.proof;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways to prove a request, of which any is enough.
 *
 * @param ways at least one
 */
public record Proofs(List<Proof> ways) {

    public Proofs {
        ways = List.copyOf(ways);
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("no way to prove a request");
        }
    }

    /** Tells whether a request of some method is accepted without showing anything. */
    public boolean acceptsAnybody() {
        return ways.stream().anyMatch(Proof::isNone);
    }

    /**
     * Tells whether every way asks for an address that no request can have.
     *
     * @param local whether a program of this machine counts without a secret
     * @param outside whether requests of other machines can come in
     */
    public boolean isHopeless(boolean local, boolean outside) {
        return ways.stream()
                .allMatch(way -> way.parts().stream()
                        .anyMatch(part ->
                                part instanceof AddressRangePart addresses && !addresses.canMatch(local, outside)));
    }

    /** Tells whether a token may be a part of the path. */
    public boolean hasPathToken() {
        return parts().stream().anyMatch(PathTokenPart.class::isInstance);
    }

    /** Returns the headers, in lower case, whose values nothing but the checks may see. */
    public Set<String> secretHeaders() {
        Set<String> all = new TreeSet<>();
        parts().forEach(part -> all.addAll(part.secretHeaders()));
        return all;
    }

    /** Returns the names in the query whose values nothing but the checks may see. */
    public Set<String> secretQuery() {
        Set<String> all = new TreeSet<>();
        parts().forEach(part -> all.addAll(part.secretQuery()));
        return all;
    }

    private List<ProofPart> parts() {
        return ways.stream().flatMap(way -> way.parts().stream()).toList();
    }

    /** Judges the head. Makes every check, so that the time does not show which one failed. Does not block. */
    public Credential judge(ProvenRequest request) {
        List<SignatureCheck> claims = new ArrayList<>();
        List<Rejection> refusals = new ArrayList<>();
        for (Proof way : ways) {
            if (!way.counts(request.head().method())) {
                continue;
            }
            Credential credential = way.judge(request);
            if (credential instanceof Credential.Claimed claimed) {
                claims.add(claimed.claim());
            } else {
                refusals.add(((Credential.Missing) credential).refusal());
            }
        }
        if (!claims.isEmpty()) {
            return new Credential.Claimed(new Any(claims));
        }
        return new Credential.Missing(
                refusals.size() == 1
                        ? refusals.get(0)
                        : Check.SIGNATURE_HEADER.reject(
                                refusals.isEmpty()
                                        ? "no proof counts for this method"
                                        : "none of the proofs that are set up here is right: "
                                                + refusals.get(0).error()));
    }

    /** What a request may show, or why it cannot be made. */
    public sealed interface Shown {

        /** It can be made. */
        record Made(MadeProof proof) implements Shown {}

        /**
         * It cannot be made here.
         *
         * @param why the reasons, for people
         */
        record Impossible(String why) implements Shown {}
    }

    /** Makes a proof in the first way that counts for the method and that is possible here. */
    public Shown show(ProofSetting setting) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Proof way : ways) {
            if (way.counts(setting.method())) {
                MadeProof made = new MadeProof(setting);
                Optional<String> impossible = way.show(made);
                if (impossible.isEmpty()) {
                    return new Shown.Made(made);
                }
                reasons.add(impossible.get());
            }
        }
        return new Shown.Impossible(
                reasons.isEmpty() ? "no proof counts for " + setting.method() : String.join("; ", reasons));
    }

    /** Returns them as they may be shown, in the shape that the file has. */
    public Object shown() {
        return ways.size() == 1
                ? ways.get(0).shown()
                : ways.stream().map(Proof::shown).toList();
    }

    /** Requires one of several claims. For one thread at a time. */
    private static final class Any implements SignatureCheck {

        private final List<SignatureCheck> claims;
        private final List<SignatureCheck> right = new ArrayList<>();

        Any(List<SignatureCheck> claims) {
            this.claims = claims;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            claims.forEach(claim -> claim.update(bytes, offset, length));
        }

        @Override
        public Optional<Rejection> judge() {
            Optional<Rejection> first = Optional.empty();
            for (SignatureCheck claim : claims) {
                Optional<Rejection> wrong = claim.judge();
                if (wrong.isEmpty()) {
                    right.add(claim);
                }
                first = first.isPresent() ? first : wrong;
            }
            return right.isEmpty() ? first : Optional.empty();
        }

        @Override
        public Optional<Rejection> judge(Payload body) throws IOException {
            Optional<Rejection> wrong = Optional.of(SignatureCheck.mismatch());
            for (SignatureCheck claim : right) {
                wrong = claim.judge(body);
                if (wrong.isEmpty()) {
                    return wrong;
                }
            }
            return wrong;
        }
    }
}
