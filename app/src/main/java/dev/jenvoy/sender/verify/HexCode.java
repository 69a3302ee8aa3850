package dev.jenvoy.sender.verify;

import java.util.HexFormat;
import java.util.Optional;

/** A code as senders write it: lower-case hex, a fixed number of digits. */
public final class HexCode {

    private HexCode() {}

    /** The bytes behind the prefix, of which there are to be exactly as many digits; empty when it is malformed. */
    public static Optional<byte[]> read(String text, String prefix, int digits) {
        if (text.length() != prefix.length() + digits || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        // By hand: every delivery is read so, and a pattern would be a hundredth of one that matches nothing.
        for (int at = prefix.length(); at < text.length(); at++) {
            char digit = text.charAt(at);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(HexFormat.of().parseHex(text, prefix.length(), text.length()));
    }
}
