package dev.jenvoy.web.admin.access;

import dev.jenvoy.delivery.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A token of the admin listener. Its text form hides the token.
 *
 * @param name says whose it is, in the audit log and on the page
 * @param token the token in plain text, not blank
 * @param role what its clients may do
 */
public record NamedToken(String name, String token, Role role) {

    public NamedToken {
        if (token.isBlank()) {
            throw new IllegalArgumentException("a blank token would give access to everyone");
        }
    }

    /** Returns whether a text is the token, in a time that does not depend on where they differ. */
    boolean is(String shown) {
        return MessageDigest.isEqual(sha256(shown), sha256(token));
    }

    /** Returns the digest by which a session remembers the token. */
    public String digest() {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) {
        return Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "NamedToken[" + name + ", " + role + "]";
    }
}
