package dev.jenvoy.chat.compose.template;

import java.nio.charset.StandardCharsets;

/** Writes a text as a part of an address's path or query. */
final class AddressPart {

    private static final String KEPT = "-._~/";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private AddressPart() {}

    /** Returns the text with every byte percent-encoded but for ASCII letters, digits and {@code - . _ ~ /}. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || KEPT.indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX[character >> 4]).append(HEX[character & 0xf]);
            }
        }
        return encoded.toString();
    }
}
