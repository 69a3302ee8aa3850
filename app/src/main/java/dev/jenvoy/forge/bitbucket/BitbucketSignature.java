package dev.jenvoy.forge.bitbucket;

import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Puts a token into requests: an access token as it is, the token of an account as its password.
 *
 * @param user the account, for a token of one
 */
public record BitbucketSignature(Optional<String> user) implements ForgeCaller.Signer {

    @Override
    public HttpCall signed(HttpCall call, String token) {
        return user.map(name -> name + ":" + token)
                .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .map(pair -> call.header("Authorization", "Basic " + pair))
                .orElseGet(() -> call.bearer(token));
    }
}
