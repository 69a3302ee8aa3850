package dev.jenvoy.ticket.tracker;

import com.google.gson.JsonElement;
import dev.jenvoy.http.SecretMask;
import java.util.Collection;

/**
 * Makes what a tracker said fit to be shown: one line, at most 300 characters, control characters escaped, without the
 * secrets of the account.
 */
public final class Quoted {

    private static final int MAX_CHARS = 300;
    private static final String CUT = "…";

    private final SecretMask mask;

    /** @param secrets texts that are replaced wherever they occur */
    public Quoted(Collection<String> secrets) {
        this.mask = new SecretMask(secrets);
    }

    /** Returns the text as it may be shown. */
    public String line(String text) {
        return escaped(mask.masked(text.strip()));
    }

    /** Returns the end of a text whose begin was dropped, perhaps within a secret, without the secrets. */
    public String end(String text) {
        return mask.maskedEnd(text);
    }

    /** Returns what a tracker answered without the secrets: nothing else may be made of it. */
    public JsonElement answer(JsonElement json) {
        return mask.masked(json);
    }

    /** Returns a text without secrets, such as the name of a status, as it may be shown: on one line, escaped and cut. */
    public static String name(String text) {
        return escaped(text.strip());
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_CHARS) + 16);
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            String shown = shown(character);
            at += Character.charCount(character);
            boolean more = at < text.length();
            if (line.length() + shown.length() > (more ? MAX_CHARS - CUT.length() : MAX_CHARS)) {
                return line.append(CUT).toString();
            }
            line.append(shown);
        }
        return line.toString();
    }

    private static String shown(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isHarmless(character) ? Character.toString(character) : "\\u{%x}".formatted(character);
        };
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return "Quoted[" + mask + "]";
    }
}
