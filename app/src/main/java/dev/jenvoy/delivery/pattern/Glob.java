package dev.jenvoy.delivery.pattern;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern in which {@code *} matches any run of characters, and {@code ?} any character. Matching takes time in
 * proportion to the lengths of pattern and text multiplied, whatever the pattern is.
 *
 * @param pattern not empty, at most 255 characters, without control characters
 * @param inParts whether {@code *} and {@code ?} match no slash; {@code **} does then, and {@code **}{@code /} also matches
 *     no part at all
 */
public record Glob(String pattern, boolean inParts) {

    private static final int MAX_CHARS = 255;

    /** Reads a pattern whose {@code *} matches slashes too. Empty if it is not a pattern. */
    public static Optional<Glob> of(String pattern) {
        return of(pattern, false);
    }

    /** Reads a pattern of paths, whose {@code *} matches within one part of a path. Empty if it is not a pattern. */
    public static Optional<Glob> ofPaths(String pattern) {
        return of(pattern, true);
    }

    private static Optional<Glob> of(String pattern, boolean inParts) {
        boolean fits = !pattern.isEmpty()
                && pattern.length() <= MAX_CHARS
                && pattern.chars().noneMatch(Character::isISOControl);
        return fits ? Optional.of(new Glob(pattern, inParts)) : Optional.empty();
    }

    public boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int[] wanted = pattern.codePoints().toArray();
        return inParts ? matchesParts(wanted, points) : matches(wanted, points);
    }

    public boolean matchesIgnoringCase(String text) {
        return new Glob(folded(pattern), inParts).matches(folded(text));
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

    /** Follows all places of the pattern that the text so far may lead to. */
    private static boolean matchesParts(int[] pattern, int[] text) {
        boolean[] places = new boolean[pattern.length + 1];
        boolean[] next = new boolean[pattern.length + 1];
        enter(places, pattern, 0);
        for (int point : text) {
            boolean any = false;
            for (int at = 0; at < pattern.length; at++) {
                if (places[at]) {
                    any = true;
                    step(pattern, at, point, next);
                }
            }
            if (!any) {
                return false;
            }
            boolean[] done = places;
            places = next;
            next = done;
            Arrays.fill(next, false);
        }
        return places[pattern.length];
    }

    private static void step(int[] pattern, int at, int point, boolean[] next) {
        if (pattern[at] == '*') {
            boolean crosses = at > 0 && pattern[at - 1] == '*';
            boolean isFirstOfTwo = at + 1 < pattern.length && pattern[at + 1] == '*';
            // The last of several stars takes what they match, the others are left at once.
            if (!isFirstOfTwo && (crosses || point != '/')) {
                enter(next, pattern, at);
            }
        } else if (pattern[at] == point || (pattern[at] == '?' && point != '/')) {
            enter(next, pattern, at + 1);
        }
    }

    /** Marks a place, and those behind the stars that match nothing. */
    private static void enter(boolean[] places, int[] pattern, int begin) {
        int at = begin;
        places[at] = true;
        while (at < pattern.length && pattern[at] == '*') {
            boolean wholeParts = at > 0
                    && pattern[at - 1] == '*'
                    && (at == 1 || pattern[at - 2] == '/')
                    && at + 1 < pattern.length
                    && pattern[at + 1] == '/';
            if (wholeParts && begin < at) {
                places[at + 2] = true;
            }
            places[++at] = true;
        }
    }
}
