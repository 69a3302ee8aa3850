package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * Reads and writes the header in which a sender puts the HMAC of a body.
 *
 * @param name the header's name
 * @param prefix the text before the code, or empty
 */
public record HmacHeader(String name, String prefix, Hmac hmac, Encoding encoding) {

    /** Writes the bytes of a code as text. */
    public enum Encoding {

        /** Hex digits in lower case. */
        HEX {
            @Override
            String text(byte[] bytes) {
                return HexFormat.of().formatHex(bytes);
            }

            @Override
            Optional<byte[]> read(String text, String prefix, int bytes) {
                return HexCode.read(text, prefix, 2 * bytes);
            }
        },

        /** Base64 with {@code +} and {@code /}, filled up with {@code =}. */
        BASE64 {
            @Override
            String text(byte[] bytes) {
                return Base64.getEncoder().encodeToString(bytes);
            }

            /** A decoder ignores the last bits of the last letter, so only what an encoder writes is taken. */
            @Override
            Optional<byte[]> read(String text, String prefix, int bytes) {
                if (!text.startsWith(prefix)) {
                    return Optional.empty();
                }
                String code = text.substring(prefix.length());
                try {
                    byte[] read = Base64.getDecoder().decode(code);
                    return read.length == bytes && text(read).equals(code) ? Optional.of(read) : Optional.empty();
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        };

        abstract String text(byte[] bytes);

        abstract Optional<byte[]> read(String text, String prefix, int bytes);
    }

    /** Describes a header with hex digits behind a prefix. */
    public static HmacHeader hex(String name, String prefix, Hmac hmac) {
        return new HmacHeader(name, prefix, hmac, Encoding.HEX);
    }

    /** Says what the header should look like, for a rejection. */
    public String expected() {
        return name + ": " + prefix + (encoding == Encoding.HEX ? "<hex>" : "<base64>");
    }

    /** Returns the code that a header's value claims; empty when the value is not written as a sender writes it. */
    public Optional<byte[]> read(String value) {
        return encoding.read(value, prefix, hmac.bytes());
    }

    /** Begins to check a claimed code against the body, for each secret that may have been used. */
    public SignatureCheck check(byte[] claimed, List<String> secrets) {
        List<Mac> codes = secrets.stream().map(hmac::begin).toList();
        return new HmacCheck(codes, List.of(claimed));
    }

    /** Judges the header of a request that must have it once. */
    public Credential credential(HeaderFields headers, List<String> secrets) {
        return Optional.ofNullable(headers.only(name))
                .flatMap(this::read)
                .<Credential>map(claimed -> new Credential.Claimed(check(claimed, secrets)))
                .orElse(Credential.malformed(expected()));
    }

    /** Returns the header's value that a sender with this secret would send with this body. */
    public String sign(String secret, byte[] body) {
        return prefix + encoding.text(hmac.begin(secret).doFinal(body));
    }
}
