package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.text.HarmlessText;
import java.util.List;

/** How long each part of a message may be. A longer one is cut between characters and ends in an ellipsis. */
public final class Cuts {

    private static final int MAX_TITLE_CHARS = 120;
    private static final int MAX_SUBJECT_CHARS = 80;
    private static final int MAX_NAME_CHARS = 60;
    private static final int MAX_LABEL_CHARS = 40;
    private static final int MAX_QUOTE_CHARS = 300;
    private static final int MAX_QUOTE_LINES = 5;
    private static final int SHORT_SHA_CHARS = 7;

    private Cuts() {}

    /** Returns the title of a thing, or the full name of a repository or file, of at most 120 characters. */
    public static String title(String text) {
        return HarmlessText.line(text, MAX_TITLE_CHARS);
    }

    /** Returns the first line of a commit message, of at most 80 characters. */
    public static String subject(String text) {
        return HarmlessText.line(text, MAX_SUBJECT_CHARS);
    }

    /** Returns the name of a person, branch, workflow and the like, of at most 60 characters. */
    public static String name(String text) {
        return HarmlessText.line(text, MAX_NAME_CHARS);
    }

    /** Returns a label of at most 40 characters. */
    public static String label(String text) {
        return HarmlessText.line(text, MAX_LABEL_CHARS);
    }

    /** Returns the first seven digits of a commit. */
    public static String sha(String text) {
        String line = HarmlessText.line(text);
        return line.length() <= SHORT_SHA_CHARS ? line : line.substring(0, SHORT_SHA_CHARS);
    }

    /**
     * Returns the lines of what somebody wrote: at most five lines that are not blank, and 300 characters. If something is left
     * out, the last line ends in an ellipsis.
     */
    public static List<String> quote(String text) {
        List<String> lines = text.lines()
                .map(HarmlessText::line)
                .filter(line -> !line.isEmpty())
                .toList();
        boolean more = lines.size() > MAX_QUOTE_LINES;
        String kept = String.join("\n", lines.subList(0, Math.min(lines.size(), MAX_QUOTE_LINES)));
        if (more && kept.length() < MAX_QUOTE_CHARS) {
            kept += " …";
        }
        return HarmlessText.cut(kept, MAX_QUOTE_CHARS).lines().toList();
    }
}
