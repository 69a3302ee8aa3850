package dev.jenvoy.cli.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes foreign text safe for a terminal. Removes escape sequences (ECMA-48), which could colour, clear or rename
 * something, and shows other control characters as numbers.
 */
public final class TerminalText {

    private static final Pattern SEQUENCES = Pattern.compile(
            // Control sequences; strings that end with BEL or ST (titles, links); all other escapes.
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
                    + "|(?:\u001b[]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)?"
                    + "|\u001b[ -/]*[0-~]?");

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private TerminalText() {}

    /** Cleans text of several lines. Keeps newlines and tabs; a single carriage return begins a new line. */
    public static String lines(String text) {
        return visible(SEQUENCES
                .matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll(""));
    }

    /** Cleans text for one line. */
    public static String line(String text) {
        return lines(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** Escapes JSON texts: Gson leaves control characters beyond ASCII and direction marks unchanged. */
    public static String json(String json) {
        return visible(json);
    }

    /** Formats JSON on several lines, safe to print. */
    public static String pretty(JsonElement json) {
        return visible(JSON.toJson(json));
    }

    private static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\t' && isObeyed(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isObeyed(char c) {
        boolean turnsDirection =
                (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u200e' || c == '\u200f';
        return Character.isISOControl(c) || turnsDirection || c == '\u2028' || c == '\u2029';
    }
}
