package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Credential;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requires {@code Authorization: Bearer TOKEN} (RFC 6750, section 2.1). The scheme may be in any case. */
record BearerPart(Secrets tokens) implements ProofPart {

    static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";

    @Override
    public Credential judge(ProvenRequest request) {
        return TokenComparison.judge(after(request, SCHEME), tokens, "one header Authorization: Bearer <token>");
    }

    /** Returns what follows the scheme; {@code null} if there is no such header. */
    static byte @Nullable [] after(ProvenRequest request, String scheme) {
        String sent = request.head().headers().only(HEADER);
        return sent == null || !sent.regionMatches(true, 0, scheme, 0, scheme.length())
                ? null
                : TokenComparison.bytes(sent.substring(scheme.length()).strip());
    }

    @Override
    public Optional<String> show(MadeProof to) {
        to.header(HEADER, SCHEME + TokenComparison.header(tokens));
        return Optional.empty();
    }

    @Override
    public String key() {
        return "bearer";
    }

    @Override
    public Object shown() {
        return tokens.shown();
    }

    @Override
    public Set<String> secretHeaders() {
        return Set.of("authorization");
    }
}
