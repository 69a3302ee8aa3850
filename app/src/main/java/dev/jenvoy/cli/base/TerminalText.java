package dev.jenvoy.cli.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text that others wrote harmless to a terminal: escape sequences (ECMA-48) are left out, so that it can neither
 * colour, clear nor rename anything; what else a terminal would obey is shown as its number.
 */
public final class TerminalText {

    private static final Pattern SEQUENCES = Pattern.compile(
            // Control sequences; strings that run to BEL or ST (titles, links); all other escapes.
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
                    + "|(?:\u001b[]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)?"
                    + "|\u001b[ -/]*[0-~]?");

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private TerminalText() {}

    /** Text of several lines, with newlines and tabs kept; a lone carriage return begins a new line. */
    public static String lines(String text) {
        return visible(SEQUENCES
                .matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll(""));
    }

    /** Text for one line. */
    public static String line(String text) {
        return lines(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** JSON, in whose texts Gson leaves the controls beyond ASCII and the marks of direction as they are. */
    public static String json(String json) {
        return visible(json);
    }

    /** JSON over several lines, safe to print. */
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
