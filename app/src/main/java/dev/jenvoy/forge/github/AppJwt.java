package dev.jenvoy.forge.github;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.options.ForgeCredentials;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tokens by which an App proves itself to GitHub (RFC 7519, RS256). GitHub takes one for ten minutes at most; each
 * is used for eight, and begins a minute early, for clocks that differ.
 */
final class AppJwt implements Tokens {

    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final Duration VALID = Duration.ofMinutes(9);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final ForgeCredentials.App app;
    private final InstantSource clock;
    private @Nullable String known;
    private Instant end = Instant.EPOCH;

    AppJwt(ForgeCredentials.App app, InstantSource clock) {
        this.app = app;
        this.clock = clock;
    }

    @Override
    public synchronized Grant grant(Repo repo) {
        Instant now = clock.instant();
        String token = known;
        // A clock that was set back makes a token that begins in the future.
        boolean isFresh =
                now.isBefore(end.minus(SPARE)) && now.isAfter(end.minus(VALID).minus(EARLY));
        if (token == null || !isFresh) {
            try {
                end = now.plus(VALID);
                token = signed(now.minus(EARLY), end);
                known = token;
            } catch (GeneralSecurityException e) {
                return new Grant.Failed(new ForgeReply.CredentialsRefused("the key of the App cannot sign"));
            }
        }
        return new Grant.Token(token);
    }

    private String signed(Instant from, Instant to) throws GeneralSecurityException {
        JsonObject head = new JsonObject();
        head.addProperty("alg", "RS256");
        head.addProperty("typ", "JWT");
        JsonObject claims = new JsonObject();
        claims.addProperty("iat", from.getEpochSecond());
        claims.addProperty("exp", to.getEpochSecond());
        claims.addProperty("iss", app.id());
        String text = part(head.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + part(claims.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(app.key().key());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + part(signature.sign());
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public synchronized void refused(String token) {
        if (token.equals(known)) {
            known = null;
        }
    }

    @Override
    public synchronized List<String> secrets() {
        String token = known;
        return token == null ? List.of() : List.of(token);
    }
}
