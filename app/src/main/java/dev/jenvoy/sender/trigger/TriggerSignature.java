package dev.jenvoy.sender.trigger;

import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.sender.verify.HexCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes the signature of a trigger in git-triggler's way: the SHA-256 of the text {@code TIMESTAMP:REPO:BRANCH:TOKEN} in
 * lower-case hex, then the SHA-256 of that text, and so on. It covers the branch and the time, but no body.
 */
public final class TriggerSignature {

    public static final String HEADER = "X-Signature";
    public static final String TIMESTAMP = "X-Signature-Timestamp";

    private static final int DIGITS = 64;
    private static final int ID_DIGITS = 40;

    private TriggerSignature() {}

    /**
     * Makes a signature.
     *
     * @param timestamp seconds since 1970
     * @param iterations how often to hash, at least once
     */
    public static String of(long timestamp, String repository, String branch, String token, int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("without a hash the token would be readable");
        }
        MessageDigest sha256 = Sha256.begin();
        byte[] text = (timestamp + ":" + repository + ":" + branch + ":" + token).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < iterations; i++) {
            text = HexFormat.of().formatHex(sha256.digest(text)).getBytes(StandardCharsets.US_ASCII);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Tells whether this can be a signature. */
    static boolean isPossible(String value) {
        return HexCode.read(value, "", DIGITS).isPresent();
    }

    /** Returns the id of the delivery with this signature: unique to it, and without a trace of it. */
    static String deliveryId(String signature) {
        byte[] digest = Sha256.begin().digest(("delivery of " + signature).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_DIGITS / 2));
    }
}
