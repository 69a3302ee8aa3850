package dev.jenvoy.sender.custom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a sender writes the HMAC of a body.
 *
 * @param prefix what stands before the code, empty for nothing
 */
public record HmacSpec(Algorithm algorithm, Encoding encoding, String prefix) {

    /** The hash that it is made with. */
    public enum Algorithm {
        SHA1("HmacSHA1", 20),
        SHA256("HmacSHA256", 32),
        SHA512("HmacSHA512", 64);

        private final String mac;
        private final int bytes;

        Algorithm(String mac, int bytes) {
            this.mac = mac;
            this.bytes = bytes;
        }
    }

    /** How its bytes become text. */
    public enum Encoding {
        /** In lower case. */
        HEX {
            @Override
            String text(byte[] bytes) {
                return HexFormat.of().formatHex(bytes);
            }

            @Override
            byte[] bytes(String text) {
                return HexFormat.of().parseHex(text);
            }
        },
        /** The alphabet with {@code +} and {@code /}, filled up with {@code =}. */
        BASE64 {
            @Override
            String text(byte[] bytes) {
                return Base64.getEncoder().encodeToString(bytes);
            }

            @Override
            byte[] bytes(String text) {
                return Base64.getDecoder().decode(text);
            }
        };

        abstract String text(byte[] bytes);

        abstract byte[] bytes(String text);
    }

    /** The claimed code of a header's value; empty when it is not written just as a sender writes it. */
    Optional<byte[]> read(String value) {
        if (!value.startsWith(prefix)) {
            return Optional.empty();
        }
        String text = value.substring(prefix.length());
        try {
            byte[] code = encoding.bytes(text);
            boolean exact =
                    code.length == algorithm.bytes && encoding.text(code).equals(text);
            return exact ? Optional.of(code) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Codes to be computed while a body arrives, one for each secret that may have been used. */
    List<Mac> begin(List<String> secrets) {
        return secrets.stream().map(this::mac).toList();
    }

    /** The header's value that a sender with this secret would send with this body. */
    public String sign(String secret, byte[] body) {
        return prefix + encoding.text(mac(secret).doFinal(body));
    }

    private Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm.mac);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm.mac));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm.mac, e);
        }
    }
}
