package dev.jenvoy.delivery.pattern;

import java.util.Locale;
import java.util.Optional;

/**
 * A pattern in which {@code *} matches any run of characters, slashes too, and {@code ?} for one. Matching takes time in
 * proportion to the lengths of pattern and text multiplied, whatever the pattern is.
 *
 * @param pattern not empty, at most 255 characters, without control characters
 */
public record Glob(String pattern) {

    private static final int MAX_CHARS = 255;

    /** Reads a pattern. Empty if it is not a pattern. */
    public static Optional<Glob> of(String pattern) {
        boolean fits = !pattern.isEmpty()
                && pattern.length() <= MAX_CHARS
                && pattern.chars().noneMatch(Character::isISOControl);
        return fits ? Optional.of(new Glob(pattern)) : Optional.empty();
    }

    public boolean matches(String text) {
        return matches(pattern.codePoints().toArray(), text.codePoints().toArray());
    }

    public boolean matchesIgnoringCase(String text) {
        return new Glob(folded(pattern)).matches(folded(text));
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Goes back to the last asterisk only, because an earlier one can take no more than the last one can. */
    private static boolean matches(int[] pattern, int[] text) {
        int at = 0;
        int in = 0;
        int afterStar = -1;
        int retry = 0;
        while (in < text.length) {
            if (at < pattern.length && pattern[at] == '*') {
                afterStar = ++at;
                retry = in;
            } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == text[in])) {
                at++;
                in++;
            } else if (afterStar >= 0) {
                at = afterStar;
                in = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }
}
