package dev.jenvoy.chat.text;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of strangers harmless for every service: one line, no control or direction characters, no halves of
 * characters. What one service alone reads as markup is its renderer's affair.
 */
public final class HarmlessText {

    private static final String CUT = "…";

    /** Not {@link java.text.BreakIterator}: before Java 20 it parts an emoji from its skin tone. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** No script needs more. Composing takes time in the square of a run of marks, and the text is a stranger's. */
    private static final int MAX_MARKS = 30;

    private HarmlessText() {}

    /**
     * Returns the text on one line: line ends and tabs become blanks; controls, direction marks, zero-width characters
     * and byte order marks go; halves of characters become U+FFFD; of the combining marks behind one character, 30 stay;
     * the rest is in Unicode's form NFC; runs of blanks become one, and the ends have no blank. Takes time in proportion to
     * the text.
     */
    public static String line(String text) {
        return part(text).strip();
    }

    /** Returns a part of a line, as {@link #line(String)} does, but a blank at an end stays. */
    public static String part(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (character == '\r'
                    || character == '\n'
                    || character == '\t'
                    || character == 0x2028
                    || character == 0x2029) {
                kept.append(' ');
                marks = 0;
            } else if (character >= 0xD800 && character <= 0xDFFF) {
                kept.append('\uFFFD');
                marks = 0;
            } else if (!isHidden(character)) {
                marks = isMark(character) ? marks + 1 : 0;
                if (marks <= MAX_MARKS) {
                    kept.appendCodePoint(character);
                }
            }
        }
        String composed = Normalizer.normalize(kept, Normalizer.Form.NFC);
        return composed.replaceAll("[\\p{Zs}]+", " ");
    }

    /** Returns the harmless line, at most this long. A longer one ends in an ellipsis, which counts. */
    public static String line(String text, int maxChars) {
        return cut(line(text), maxChars);
    }

    /**
     * Cuts between characters as people see them (Unicode's grapheme clusters).
     *
     * @param maxChars the most UTF-16 units of the result, the ellipsis of a cut text included; at least 1
     */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = maxChars - CUT.length();
        int boundary = 0;
        Matcher character = CHARACTER.matcher(text);
        while (character.find() && character.end() <= end) {
            boundary = character.end();
        }
        return text.substring(0, boundary).stripTrailing() + CUT;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isHidden(int character) {
        return character < 0x20
                || (character >= 0x7F && character <= 0x9F)
                || character == 0xAD
                || (character >= 0x200B && character <= 0x200F)
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2060 && character <= 0x2069)
                || character == 0xFEFF
                || character == 0x061C
                || character == 0x180E
                || (character >= 0xE0000 && character <= 0xE007F);
    }
}
