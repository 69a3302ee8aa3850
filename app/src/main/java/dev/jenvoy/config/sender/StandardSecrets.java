package dev.jenvoy.config.sender;

import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import java.util.Base64;

/** The form that Standard Webhooks gives to secrets: {@code whsec_} and base64. */
final class StandardSecrets {

    private static final String PREFIX = "whsec_";

    /** What the specification asks of senders, in bytes. */
    private static final int MIN_KEY_BYTES = 24;

    private StandardSecrets() {}

    /** Reports every secret that is no key in this form. */
    static void check(SenderConfig sender, ObjectReader section, KeyContext place) {
        String key = ObjectReader.join(place.key(), "secret");
        for (String secret : sender.secret().texts()) {
            int length = length(secret);
            if (length <= 0) {
                place.report()
                        .error(
                                key,
                                section.at("secret"),
                                "expected a secret as the sender shows it, " + PREFIX + " and base64");
            } else if (length < MIN_KEY_BYTES) {
                place.report()
                        .warning(
                                key, section.at("secret"), "a key of under " + MIN_KEY_BYTES + " bytes can be guessed");
            }
        }
    }

    private static int length(String secret) {
        try {
            return secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length())).length : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
