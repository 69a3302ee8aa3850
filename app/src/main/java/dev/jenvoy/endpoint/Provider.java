package dev.jenvoy.endpoint;

import dev.jenvoy.sender.Sender;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A sender that endpoints can be registered for.
 *
 * @param sender verifies its requests
 * @param form the form of its secrets
 * @param namesRepositories whether each of its payloads except pings names a repository; if not, only the secret shows
 *     the repository of a payload
 */
public record Provider(Factory sender, Form form, boolean namesRepositories) {

    private static final int SECRET_BYTES = 32;

    /** Creates the sender's verifier for one request. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Returns the sender that verifies a request to this endpoint.
         *
         * @param secrets the accepted secrets, at least one
         */
        Sender at(Endpoint endpoint, List<String> secrets);
    }

    /** The form of a secret. */
    public enum Form {
        /** Any text; a new secret is 64 hex digits. */
        TEXT {
            @Override
            String encode(byte[] secret) {
                return HexFormat.of().formatHex(secret);
            }

            @Override
            boolean fits(String secret) {
                // Characters that an editor or a shell added would be part of the secret, and no signature would match.
                return !secret.isBlank()
                        && secret.equals(secret.strip())
                        && secret.charAt(0) != '\ufeff'
                        && secret.length() <= LONGEST
                        && secret.chars().noneMatch(c -> c < ' ');
            }
        },
        /** The form of Standard Webhooks: {@code whsec_} and Base64. */
        STANDARD {
            @Override
            String encode(byte[] secret) {
                return PREFIX + Base64.getEncoder().encodeToString(secret);
            }

            @Override
            boolean fits(String secret) {
                if (!secret.startsWith(PREFIX) || secret.length() > LONGEST) {
                    return false;
                }
                try {
                    return Base64.getDecoder().decode(secret.substring(PREFIX.length())).length > 0;
                } catch (IllegalArgumentException e) {
                    return false;
                }
            }
        };

        private static final String PREFIX = "whsec_";
        private static final int LONGEST = 1024;

        abstract String encode(byte[] secret);

        abstract boolean fits(String secret);
    }

    /** Creates a secret with 256 random bits. */
    String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return form.encode(secret);
    }
}
