package dev.jenvoy.sender.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes and compares codes of bodies (HMAC, RFC 2104), by the hash that they are made with. */
public enum Hmac {
    SHA1("HmacSHA1", 20),
    SHA256("HmacSHA256", 32),
    SHA512("HmacSHA512", 64);

    private final String algorithm;
    private final int bytes;

    Hmac(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** Returns how many bytes a code has. */
    int bytes() {
        return bytes;
    }

    /** Loads what the first code of a process needs, which takes longer than many codes. Blocks. */
    public static void prepare() {
        SHA256.begin(new byte[] {1});
    }

    /** Begins a code with this key. */
    public Mac begin(byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    /** Begins a code with the secret's bytes in UTF-8. */
    Mac begin(String secret) {
        return begin(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells whether one of the codes is one of those claimed, in a time that does not depend on which, nor on how nearly. */
    static boolean matches(List<Mac> codes, List<byte[]> claimed) {
        boolean any = false;
        for (Mac code : codes) {
            byte[] right = code.doFinal();
            for (byte[] one : claimed) {
                any |= MessageDigest.isEqual(right, one);
            }
        }
        return any;
    }
}
