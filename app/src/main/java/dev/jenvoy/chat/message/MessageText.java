package dev.jenvoy.chat.message;

import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes values of payloads fit for a message. */
final class MessageText {

    /** Longer values are cut before anything else is done with them: 64 Ki characters. */
    private static final int MAX_CHARS = 1 << 16;

    private static final Pattern HTML_COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);

    private MessageText() {}

    /** Returns the value on one harmless line; empty if there is no value. */
    static String line(@Nullable String value) {
        return value == null ? "" : HarmlessText.line(head(value));
    }

    /** Returns the value in harmless lines, without HTML comments and without empty lines at its ends. */
    static String lines(@Nullable String value) {
        return value == null
                ? ""
                : HTML_COMMENT
                        .matcher(head(value))
                        .replaceAll("")
                        .lines()
                        .map(HarmlessText::line)
                        .collect(Collectors.joining("\n"))
                        .strip();
    }

    /** Returns the address; empty if a link must not lead there. */
    static String address(@Nullable String value) {
        return value == null || !Inline.Link.isAddress(value) ? "" : value;
    }

    private static String head(String value) {
        return value.length() <= MAX_CHARS ? value : value.substring(0, MAX_CHARS);
    }
}
