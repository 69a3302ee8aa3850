package dev.jenvoy.forge.bitbucket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the keys of builds, of which Bitbucket takes 40 characters. */
final class BuildKey {

    private static final int MAX_CHARS = 40;
    private static final int DIGEST_CHARS = 16;

    private BuildKey() {}

    /** Returns the text, or its begin with a digest of all of it: the same text has the same key. */
    static String of(String context) {
        if (context.length() <= MAX_CHARS) {
            return context;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(context.getBytes(StandardCharsets.UTF_8));
            String end = HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
            return context.substring(0, MAX_CHARS - DIGEST_CHARS - 1) + "-" + end;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
