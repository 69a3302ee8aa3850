package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requires a token behind the endpoint's address: {@code /hooks/NAME/TOKEN}. */
record PathTokenPart(Secrets tokens) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        byte[] sent = request.pathToken().isEmpty() ? null : request.pathToken().getBytes(StandardCharsets.UTF_8);
        return TokenComparison.judge(sent, tokens, "a token behind the address");
    }

    @Override
    public Optional<String> show(MadeProof to) {
        to.pathToken(tokens.texts().get(0));
        return Optional.empty();
    }

    @Override
    public String key() {
        return "path_token";
    }

    @Override
    public Object shown() {
        return tokens.shown();
    }
}
