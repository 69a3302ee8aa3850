package dev.jenvoy.config.sender;

import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.sender.verify.StandardSecret;

/** Checks secrets of Standard Webhooks. */
final class StandardSecrets {

    /** What the specification asks of senders, in bytes. */
    private static final int MIN_KEY_BYTES = 24;

    private StandardSecrets() {}

    /** Reports every secret that is no key in this form. */
    static void check(SenderConfig sender, ObjectReader section, KeyContext place) {
        String key = ObjectReader.join(place.key(), "secret");
        for (String secret : sender.secret().texts()) {
            int length = StandardSecret.key(secret).map(bytes -> bytes.length).orElse(0);
            if (length == 0) {
                place.report()
                        .error(
                                key,
                                section.at("secret"),
                                "expected a secret as the sender shows it, " + StandardSecret.PREFIX + " and base64");
            } else if (length < MIN_KEY_BYTES) {
                place.report()
                        .warning(
                                key, section.at("secret"), "a key of under " + MIN_KEY_BYTES + " bytes can be guessed");
            }
        }
    }
}
