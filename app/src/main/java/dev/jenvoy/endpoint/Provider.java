package dev.jenvoy.endpoint;

import dev.jenvoy.sender.Sender;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A sender that endpoints can be registered for.
 *
 * @param sender judges its requests
 * @param form what its secrets look like
 * @param namesRepositories whether each of its payloads, pings excepted, names a repository; where that is not so, the
 *     secret alone says whose a payload is
 */
public record Provider(Factory sender, Form form, boolean namesRepositories) {

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

    /** What a secret looks like. */
    public enum Form {
        /** Any text; a new one is 64 hex digits. */
        TEXT {
            @Override
            String encode(byte[] secret) {
                return HexFormat.of().formatHex(secret);
            }

            @Override
            boolean fits(String secret) {
                // What an editor or a shell added would count as a part of it: no signature would ever fit.
                return !secret.isBlank()
                        && secret.equals(secret.strip())
                        && secret.charAt(0) != '\ufeff'
                        && secret.length() <= LONGEST
                        && secret.chars().noneMatch(c -> c < ' ');
            }
        },
        /** As Standard Webhooks has it: {@code whsec_} and Base64. */
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

    /** 256 random bits. */
    String newSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return form.encode(secret);
    }
}
