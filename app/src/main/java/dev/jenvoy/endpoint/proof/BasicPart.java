package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requires a user and a password in {@code Authorization: Basic} (RFC 7617).
 *
 * @param user the name of the user, without a colon
 * @param passwords of which any may be sent
 */
record BasicPart(String user, Secrets passwords) implements ProofPart {

    private static final String EXPECTED = "one header Authorization: Basic <user and password>";

    @Override
    public Credential judge(ProvenRequest request) {
        byte[] sent = BearerPart.after(request, "Basic ");
        if (sent == null) {
            return TokenComparison.missing(EXPECTED);
        }
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(sent);
        } catch (IllegalArgumentException e) {
            return TokenComparison.missing(EXPECTED);
        }
        boolean any = false;
        for (String password : passwords.texts()) {
            any |= MessageDigest.isEqual((user + ":" + password).getBytes(StandardCharsets.UTF_8), pair);
        }
        return any ? TokenComparison.proven() : TokenComparison.wrong();
    }

    @Override
    public Optional<String> show(MadeProof to) {
        byte[] pair = (user + ":" + passwords.texts().get(0)).getBytes(StandardCharsets.UTF_8);
        to.header(BearerPart.HEADER, "Basic " + Base64.getEncoder().encodeToString(pair));
        return Optional.empty();
    }

    @Override
    public String key() {
        return "basic";
    }

    @Override
    public Object shown() {
        return Map.of("user", user, "password", passwords.shown());
    }

    @Override
    public Set<String> secretHeaders() {
        return Set.of("authorization");
    }
}
