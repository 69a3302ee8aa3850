package dev.jenvoy.sender.verify;

import java.util.HexFormat;
import java.util.Optional;

/** Reads codes as senders write them: a fixed number of hex digits in lower case. */
public final class HexCode {

    private HexCode() {}

    /** Returns the bytes behind the prefix; empty unless exactly so many digits follow it. */
    public static Optional<byte[]> read(String text, String prefix, int digits) {
        if (text.length() != prefix.length() + digits || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        // A loop, not a pattern: this runs for every delivery. HexFormat would take upper case too.
        for (int at = prefix.length(); at < text.length(); at++) {
            char digit = text.charAt(at);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(HexFormat.of().parseHex(text, prefix.length(), text.length()));
    }
}
