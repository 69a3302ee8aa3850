package dev.jenvoy.sender.facts;

import org.jspecify.annotations.Nullable;

/** Makes one line for people of a text that others wrote: the first line of a commit's message, a pull request's title. */
public final class TitleText {

    /** The most characters of a title. */
    public static final int MAX_CHARS = 200;

    private TitleText() {}

    /**
     * Returns the first line with anything in it, without control characters and at most {@link #MAX_CHARS} characters long;
     * {@code null} for nothing.
     */
    static @Nullable public String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.lines()
                .map(TitleText::line)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String line(String line) {
        StringBuilder kept = new StringBuilder();
        int whole = 0;
        for (int at = 0; at < line.length() && kept.length() <= MAX_CHARS; ) {
            int point = line.codePointAt(at);
            at += Character.charCount(point);
            if (isShown(point)) {
                kept.appendCodePoint(point);
            } else if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            }
            if (kept.length() < MAX_CHARS) {
                whole = kept.length();
            }
        }
        return kept.length() > MAX_CHARS
                ? kept.substring(0, whole).stripTrailing() + "…"
                : kept.toString().strip();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
