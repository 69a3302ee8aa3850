package dev.jenvoy.endpoint.proof;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Compares tokens that come as they are. */
final class TokenComparison {

    private TokenComparison() {}

    /**
     * Judges a token in a time that does not depend on where it differs.
     *
     * @param sent the token as bytes; {@code null} if there was no such token
     * @param expected says what should have been there
     */
    static Credential judge(byte @Nullable [] sent, Secrets secrets, String expected) {
        if (sent == null) {
            return missing(expected);
        }
        boolean any = false;
        for (byte[] secret : secrets.keys()) {
            any |= MessageDigest.isEqual(secret, sent);
        }
        return any ? proven() : wrong();
    }

    /** Returns the bytes of a header's value: headers are read as Latin-1, and what was sent are bytes. */
    static byte[] bytes(String header) {
        return header.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the first token as a header's value, whose characters are the bytes that are sent. */
    static String header(Secrets tokens) {
        return new String(tokens.keys().get(0), StandardCharsets.ISO_8859_1);
    }

    static Credential proven() {
        return new Credential.Claimed(SignatureCheck.NONE);
    }

    static Credential missing(String expected) {
        return new Credential.Missing(
                Check.SIGNATURE_HEADER.reject("proof missing or malformed; expected " + expected));
    }

    static Credential wrong() {
        return new Credential.Missing(Check.TOKEN.reject("the token is not the one that is set up here"));
    }
}
