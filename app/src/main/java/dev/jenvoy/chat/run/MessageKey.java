package dev.jenvoy.chat.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The key of a message: the same for each attempt, another for a redelivery, never made of the text. */
final class MessageKey {

    private static final int KEY_BYTES = 16;

    private MessageKey() {}

    /**
     * Returns the key: 32 hex digits.
     *
     * @param journal the id of the journal
     * @param entry the journal's number of the delivery
     * @param part tells the messages of one delivery in one room apart; never changes for a message
     */
    static String of(String journal, long entry, String room, String part) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", journal, Long.toString(entry), room, part)
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
