package dev.jenvoy.chat.kind.irc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes lines of IRC out of a text. */
final class IrcText {

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
    private static final Pattern WORD = Pattern.compile("https?://\\S+|[A-Za-z0-9\\[\\]\\\\`_^{|}-]+");
    /** A character as people see it (an extended grapheme cluster). */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** Without it, text of a stranger could begin a line, which other programs in the channel may obey. */
    private static final String CONTINUED = "… ";

    private static final int CONTINUED_BYTES = CONTINUED.getBytes(StandardCharsets.UTF_8).length;

    /** Room for the ellipsis and one character. */
    private static final int MIN_LINE_BYTES = CONTINUED_BYTES + 4;

    private static final String UNSEEN = "\u200B";

    private IrcText() {}

    /**
     * Returns the lines of a text, each at most this long in UTF-8. Cuts at a blank if there is one in the second half, and if
     * possible never inside a character as people see it. The rest of a cut line begins with an ellipsis. Empty lines are left
     * out, controls removed.
     *
     * @param wantedBytes counts as 8 if it is less
     */
    static List<String> lines(String text, int wantedBytes) {
        int maxBytes = Math.max(MIN_LINE_BYTES, wantedBytes);
        List<String> lines = new ArrayList<>();
        text.lines().map(line -> CONTROLS.matcher(line).replaceAll("")).forEach(line -> {
            String rest = line.stripTrailing();
            String begin = "";
            while (!rest.isEmpty()) {
                int end = end(rest, begin.isEmpty() ? maxBytes : maxBytes - CONTINUED_BYTES);
                lines.add(begin + rest.substring(0, end).stripTrailing());
                begin = CONTINUED;
                rest = end == rest.length() ? "" : rest.substring(end).strip();
            }
        });
        return lines;
    }

    /** Puts a character that does not show behind the first letter of each such word, outside of addresses. */
    static String disarm(String text, Predicate<String> isPresent) {
        Matcher words = WORD.matcher(text);
        StringBuilder safe = new StringBuilder(text.length() + 8);
        int copied = 0;
        while (words.find()) {
            String word = words.group();
            if (!word.startsWith("http://") && !word.startsWith("https://") && isPresent.test(word)) {
                safe.append(text, copied, words.start() + 1).append(UNSEEN);
                copied = words.start() + 1;
            }
        }
        return safe.append(text, copied, text.length()).toString();
    }

    private static int end(String text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                return boundary(text, end);
            }
            end += Character.charCount(character);
        }
        return end;
    }

    private static int boundary(String text, int end) {
        int blank = text.lastIndexOf(' ', end);
        if (blank > end / 2) {
            return blank;
        }
        int boundary = 0;
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find() && characters.end() <= end) {
            boundary = characters.end();
        }
        return boundary > 0 ? boundary : end;
    }
}
