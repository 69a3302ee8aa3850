package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message on one line. Escapes line ends, control characters and invisible characters. A value can never look
 * like a pair of its own.
 */
final class EscapedMessage {

    private static final String PLACE = "{}";

    private EscapedMessage() {}

    /** Appends the message and the delivery that the thread works on, unless the message already names it. */
    static void append(StringBuilder line, ILoggingEvent event) {
        appendAlone(line, event);
        String delivery = KeyValuePairs.unsaidDelivery(event);
        if (delivery != null) {
            line.append(' ').append(KeyValuePairs.DELIVERY).append('=');
            bare(line, delivery);
        }
    }

    static void appendAlone(StringBuilder line, ILoggingEvent event) {
        @Nullable Object[] values = event.getArgumentArray();
        if (values == null || !KeyValuePairs.isOurs(event)) {
            harmless(line, String.valueOf(event.getFormattedMessage()));
        } else {
            fill(line, String.valueOf(event.getMessage()), values);
        }
    }

    /** Jenvoy's patterns are constants: only the values may come from elsewhere. */
    private static void fill(StringBuilder line, String pattern, @Nullable Object[] values) {
        int from = 0;
        for (Object value : values) {
            int place = pattern.indexOf(PLACE, from);
            if (place < 0) {
                break;
            }
            line.append(pattern, from, place);
            from = place + PLACE.length();
            if (place > 0 && pattern.charAt(place - 1) == '"') {
                escaped(line, KeyValuePairs.text(value));
            } else {
                bare(line, KeyValuePairs.text(value));
            }
        }
        line.append(pattern, from, pattern.length());
    }

    /** Appends a value, in quotes if it is not one word. */
    private static void bare(StringBuilder line, String value) {
        boolean isWord = value.indexOf(' ') < 0 && value.indexOf('"') < 0 && value.indexOf('\\') < 0;
        if (isWord) {
            harmless(line, value);
        } else {
            line.append('"');
            escaped(line, value);
            line.append('"');
        }
    }

    private static void escaped(StringBuilder line, String value) {
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            if (one == '"' || one == '\\') {
                line.append('\\').append(one);
            } else {
                harmless(line, value, at);
            }
        }
    }

    /** Appends foreign text, for example a message of a library or of an error. */
    static void harmless(StringBuilder line, String text) {
        int plain = plain(text);
        if (plain == text.length()) {
            // Nearly every text. Looking at each character more closely would take a tenth of a refusal.
            line.append(text);
            return;
        }
        line.append(text, 0, plain);
        for (int at = plain; at < text.length(); at++) {
            harmless(line, text, at);
        }
    }

    /** Returns how many characters at the beginning are printable ones of ASCII. */
    private static int plain(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '~') {
            at++;
        }
        return at;
    }

    private static void harmless(StringBuilder line, String text, int at) {
        char one = text.charAt(at);
        if (isObeyedOrUnseen(one) || isTag(text, at)) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
        } else {
            line.append(one);
        }
    }

    /**
     * Returns whether a character is a control character, or one of Unicode's characters that hide, join or redirect
     * text.
     */
    private static boolean isObeyedOrUnseen(char one) {
        if (one < '\u00a0') {
            return Character.isISOControl(one);
        }
        return one == '\u00ad'
                || one == '\u061c'
                || one == '\u180e'
                || one == '\u200b'
                || one == '\u200e'
                || one == '\u200f'
                || (one >= '\u2028' && one <= '\u202e')
                || (one >= '\u2060' && one <= '\u206f')
                || one == '\ufeff'
                || (one >= '\ufff9' && one <= '\ufffb');
    }

    /** Returns whether this is one half of an invisible character from U+E0000 to U+E007F. */
    private static boolean isTag(String text, int at) {
        char one = text.charAt(at);
        if (!Character.isSurrogate(one)) {
            return false;
        }
        int first = Character.isLowSurrogate(one) && at > 0 ? at - 1 : at;
        int whole = text.codePointAt(first);
        return whole >= 0xe0000 && whole <= 0xe007f;
    }
}
