package dev.jenvoy.sender.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signature as GitHub sends it: an HMAC over the raw body, as lower-case hex behind the algorithm's name. See GitHub's
 * documentation on validating webhook deliveries.
 */
public enum Signature {
    SHA256("X-Hub-Signature-256", "sha256=", "HmacSHA256", 64),
    SHA1("X-Hub-Signature", "sha1=", "HmacSHA1", 40);

    private final String header;
    private final String prefix;
    private final String algorithm;
    private final int digits;

    Signature(String header, String prefix, String algorithm, int digits) {
        this.header = header;
        this.prefix = prefix;
        this.algorithm = algorithm;
        this.digits = digits;
    }

    /** The header that it comes in. */
    public String header() {
        return header;
    }

    /** What its header should look like, for a refusal. */
    public String expected() {
        return header + ": " + prefix + "<hex>";
    }

    /** The claimed code of a header's value; empty when it is malformed. */
    public Optional<byte[]> read(String value) {
        return HexCode.read(value, prefix, digits);
    }

    /** The header's value that a sender with this secret would send with this body. */
    public String sign(String secret, byte[] body) {
        return prefix + HexFormat.of().formatHex(mac(secret).doFinal(body));
    }

    /** Codes to be computed while a body arrives, one for each secret that may have been used. */
    public List<Mac> begin(List<String> secrets) {
        return secrets.stream().map(this::mac).toList();
    }

    /** Whether one of the codes is one of those claimed, in a time that does not tell which, nor how nearly. */
    public static boolean matches(List<Mac> codes, List<byte[]> claimed) {
        boolean any = false;
        for (Mac code : codes) {
            byte[] right = code.doFinal();
            for (byte[] one : claimed) {
                any |= MessageDigest.isEqual(right, one);
            }
        }
        return any;
    }

    private Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
