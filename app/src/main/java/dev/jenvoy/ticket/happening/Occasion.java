package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names what happened in the world in one line. */
final class Occasion {

    /** Enough for a person to see what it is; the digest behind it keeps long ones apart. */
    private static final int KEPT_CHARS = 400;

    private Occasion() {}

    /** Joins these words. Empty ones are left out; what is no plain text becomes {@code ?}. */
    static String of(List<String> words) {
        String whole =
                String.join(" ", words.stream().filter(word -> !word.isEmpty()).toList());
        String plain = whole.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
        if (plain.equals(whole) && plain.length() <= TicketHappening.MAX_OCCASION_CHARS) {
            return plain;
        }
        int end = Math.min(plain.length(), KEPT_CHARS);
        boolean splits = end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
        return plain.substring(0, splits ? end - 1 : end) + " sha256 "
                + Sha256.hex(whole.getBytes(StandardCharsets.UTF_8));
    }
}
