package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Checks a secret that a header holds as it is. It proves the sender, and nothing about the body. */
public final class TokenCheck {

    private TokenCheck() {}

    /**
     * Judges the header at once, in a time that does not depend on where the token differs.
     *
     * @param prefix the text before the token, or empty
     * @param secrets the accepted secrets
     */
    public static Credential of(HeaderFields headers, String header, String prefix, List<String> secrets) {
        String sent = headers.only(header);
        if (sent == null || !sent.startsWith(prefix)) {
            return Credential.malformed(header + ": " + prefix + "<token>");
        }
        // Headers are read as Latin-1; what was sent are bytes.
        byte[] token = sent.substring(prefix.length()).getBytes(StandardCharsets.ISO_8859_1);
        boolean any = false;
        for (String secret : secrets) {
            any |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), token);
        }
        return any
                ? new Credential.Claimed(SignatureCheck.NONE)
                : new Credential.Missing(Check.TOKEN.reject("the token is not the one that is set up here"));
    }
}
