package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requires a token in the query: {@code ?NAME=TOKEN}. */
record QueryTokenPart(String name, Secrets tokens) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        String sent = request.only(name);
        return TokenComparison.judge(
                sent.isEmpty() ? null : sent.getBytes(StandardCharsets.UTF_8),
                tokens,
                "one value " + name + " in the query");
    }

    @Override
    public Optional<String> show(MadeProof to) {
        to.query(name, tokens.texts().get(0));
        return Optional.empty();
    }

    @Override
    public String key() {
        return "query_token";
    }

    @Override
    public Object shown() {
        return Map.of("name", name, "secret", tokens.shown());
    }

    @Override
    public Set<String> secretQuery() {
        return Set.of(name);
    }
}
