package dev.jenvoy.chat.kind.discord;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Checks Discord's signature of an interaction: Ed25519 over the timestamp and the raw body. */
public final class DiscordInteractionSignature {

    static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{128}");
    private static final int KEY_BYTES = 32;

    private DiscordInteractionSignature() {}

    /**
     * Returns whether the signature is right.
     *
     * @param publicKey 64 hex digits, as Discord shows the application's key
     * @param timestamp the header {@code X-Signature-Timestamp}
     * @param signature the header {@code X-Signature-Ed25519}
     */
    public static boolean isRight(String publicKey, String timestamp, String signature, byte[] body) {
        if (!KEY.matcher(publicKey).matches() || !SIGNATURE.matcher(signature).matches()) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key(HexFormat.of().parseHex(publicKey)));
            check.update(timestamp.getBytes(StandardCharsets.UTF_8));
            check.update(body);
            return check.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            // A key or a signature that is no point of the curve proves nothing.
            return false;
        }
    }

    /** Decodes a key as RFC 8032 writes it: y with the lowest byte first; the highest bit is the sign of x. */
    private static PublicKey key(byte[] bytes) throws GeneralSecurityException {
        boolean xIsOdd = bytes[KEY_BYTES - 1] < 0;
        byte[] highestFirst = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            highestFirst[i] = bytes[KEY_BYTES - 1 - i];
        }
        highestFirst[0] &= 0x7f;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, highestFirst));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
