package dev.jenvoy.sender.trigger;

import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.sender.verify.HexCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The signature of a trigger, as git-triggler has it: of the text {@code TIMESTAMP:REPO:BRANCH:TOKEN} the SHA-256 in
 * lower-case hex, of that text again, and so on. It covers who is meant and when, and no body.
 */
public final class TriggerSignature {

    public static final String HEADER = "X-Signature";
    public static final String TIMESTAMP = "X-Signature-Timestamp";

    private static final int DIGITS = 64;
    private static final int ID_DIGITS = 40;

    private TriggerSignature() {}

    /**
     * The signature that goes with these.
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

    /** Whether this can be one. */
    static boolean isPossible(String value) {
        return HexCode.read(value, "", DIGITS).isPresent();
    }

    /** The id of the delivery that comes with this signature: another one for each, which tells nothing of it. */
    static String deliveryId(String signature) {
        byte[] digest = Sha256.begin().digest(("delivery of " + signature).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_DIGITS / 2));
    }
}
