package dev.jenvoy.endpoint.proof;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way to prove a request: everything that it must show.
 *
 * @param methods the methods that it counts for; empty for all
 * @param parts what a request must show, all of them; empty if it must show nothing
 */
public record Proof(Set<String> methods, List<ProofPart> parts) {

    /** Proves nothing: every request is accepted. */
    public static final Proof NONE = new Proof(Set.of(), List.of());

    /** How the file writes {@link #NONE}. */
    static final String NONE_WORD = "none";

    public Proof {
        methods = Set.copyOf(methods);
        parts = List.copyOf(parts);
    }

    /** Tells whether it accepts every request. */
    public boolean isNone() {
        return parts.isEmpty();
    }

    boolean counts(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** Judges the head. Makes every check, so that the time does not show which one failed. */
    Credential judge(ProvenRequest request) {
        List<SignatureCheck> claims = new ArrayList<>();
        Rejection first = null;
        for (ProofPart part : parts) {
            Credential credential = part.judge(request);
            if (credential instanceof Credential.Claimed claimed) {
                claims.add(claimed.claim());
            } else if (first == null) {
                first = ((Credential.Missing) credential).refusal();
            }
        }
        return first == null ? new Credential.Claimed(new All(claims)) : new Credential.Missing(first);
    }

    /**
     * Adds what a request must show.
     *
     * @return why that cannot be made here; empty if it was added
     */
    Optional<String> show(MadeProof to) {
        // Addresses depend on what a proxy would say, and a signature on every header.
        List<ProofPart> inOrder = parts.stream()
                .sorted(Comparator.comparing(
                        part -> part instanceof HmacPart ? 2 : part instanceof AddressRangePart ? 1 : 0))
                .toList();
        for (ProofPart part : inOrder) {
            Optional<String> impossible = part.show(to);
            if (impossible.isPresent()) {
                return impossible;
            }
        }
        return Optional.empty();
    }

    /** Returns it as it may be shown, in the shape that the file has. */
    Object shown() {
        if (isNone()) {
            return NONE_WORD;
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        parts.forEach(part -> keys.put(part.key(), part.shown()));
        if (!methods.isEmpty()) {
            keys.put("methods", methods.stream().sorted().toList());
        }
        return keys;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Proof" + parts.stream().map(ProofPart::text).collect(Collectors.toList());
    }

    /** Requires all of several claims. */
    private record All(List<SignatureCheck> claims) implements SignatureCheck {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            claims.forEach(claim -> claim.update(bytes, offset, length));
        }

        @Override
        public Optional<Rejection> judge() {
            Optional<Rejection> wrong = Optional.empty();
            for (SignatureCheck claim : claims) {
                Optional<Rejection> one = claim.judge();
                wrong = wrong.isPresent() ? wrong : one;
            }
            return wrong;
        }

        @Override
        public Optional<Rejection> judge(Payload body) throws IOException {
            for (SignatureCheck claim : claims) {
                Optional<Rejection> wrong = claim.judge(body);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        }
    }
}
