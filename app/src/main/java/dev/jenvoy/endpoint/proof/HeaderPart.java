package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Credential;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requires a header that holds a secret as it is. */
record HeaderPart(String name, Secrets secrets) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        String sent = request.head().headers().only(name);
        return TokenComparison.judge(
                sent == null ? null : TokenComparison.bytes(sent), secrets, "one header " + name + ": <token>");
    }

    @Override
    public Optional<String> show(MadeProof to) {
        to.header(name, TokenComparison.header(secrets));
        return Optional.empty();
    }

    @Override
    public String key() {
        return "header";
    }

    @Override
    public Object shown() {
        return Map.of("name", name, "secret", secrets.shown());
    }

    @Override
    public Set<String> secretHeaders() {
        return Set.of(name.toLowerCase(Locale.ROOT));
    }
}
