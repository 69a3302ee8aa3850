package dev.jenvoy.endpoint;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.type.SecretKind;
import java.security.SecureRandom;
import java.util.List;

/**
 * A sender that endpoints can be registered for.
 *
 * @param sender judges its requests
 * @param secretKind how its secrets look
 * @param namesRepositories whether each of its payloads, pings excepted, names a repository; where that is not so, the
 *     secret alone says whose a payload is
 */
public record Provider(Factory sender, SecretKind secretKind, boolean namesRepositories) {

    private static final int SECRET_BYTES = 32;

    /** Makes the sender's own class for one request. */
    @FunctionalInterface
    public interface Factory {

        /**
         * The sender that judges a request to this endpoint.
         *
         * @param secrets those of which any may have been used, at least one
         */
        Sender at(Endpoint endpoint, List<String> secrets);
    }

    /** 256 random bits. */
    String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secretKind.encode(secret);
    }
}
