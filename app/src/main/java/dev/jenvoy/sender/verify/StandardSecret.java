package dev.jenvoy.sender.verify;

import java.util.Base64;
import java.util.Optional;

/** Reads and writes secrets as the Standard Webhooks specification shows them: {@code whsec_} and Base64. */
public final class StandardSecret {

    public static final String PREFIX = "whsec_";

    private StandardSecret() {}

    /** Returns the key that this secret encodes; empty when the secret has another form, or is a key of no bytes. */
    public static Optional<byte[]> key(String secret) {
        if (!hasPrefix(secret)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells whether this secret is meant as a key, though it may be damaged. */
    public static boolean hasPrefix(String secret) {
        return secret.startsWith(PREFIX);
    }

    /** Writes a key as a secret. */
    public static String of(byte[] key) {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }
}
