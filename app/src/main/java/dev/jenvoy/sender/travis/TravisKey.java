package dev.jenvoy.sender.travis;

import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.json.JsonScan;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the public key in an answer of a Travis API's {@code /config}. */
final class TravisKey {

    static final int LEAST_BITS = 2048;

    private static final String PLACE = "config.notifications.webhook.public_key";
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private TravisKey() {}

    /** Reads {@code config.notifications.webhook.public_key}; empty when that is no RSA key, or a short one. */
    static Optional<PublicKey> read(String answer) {
        try {
            String text = JsonScan.read(answer, JsonPaths.of(PLACE)).text(PLACE);
            Matcher pem = PEM.matcher(text == null ? "" : text);
            return pem.matches() ? key(Base64.getMimeDecoder().decode(pem.group(1))) : Optional.empty();
        } catch (JsonScan.NotJson | JsonFacts.WrongType | IllegalArgumentException e) {
            // No JSON, a value of another type, or no Base64.
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> key(byte[] encoded) {
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
