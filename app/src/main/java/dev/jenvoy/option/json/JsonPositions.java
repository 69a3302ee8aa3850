package dev.jenvoy.option.json;

/**
 * Walks a JSON text token by token beside Gson's reader, which checks the grammar but does not tell where a value
 * begins. Only to be trusted as far as Gson has accepted the text.
 */
final class JsonPositions {
    private final String text;
    private int at;
    private boolean started;

    private int counted;
    private int line = 1;
    private int column = 1;

    JsonPositions(String text) {
        this.text = text;
    }

    /** Goes to the next value, name or bracket. */
    Position next() {
        skipToken();
        while (at < text.length() && isBetweenTokens(text.charAt(at))) {
            at++;
        }
        return countTo(at);
    }

    /** After a fault: goes to the first place behind the last good token that does not fit. */
    Position nextAfterFault() {
        boolean opened = !started || here() == '{' || here() == '[';
        skipToken();
        skipSpace();
        if (!opened && at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ':')) {
            at++;
            skipSpace();
        }
        return countTo(at);
    }

    /**
     * What is wrong here. Only punctuation is quoted: anything else could be a secret whose quotes were forgotten.
     */
    String fault() {
        char c = here();
        if (at >= text.length()) {
            return text.isBlank() ? "the file is empty" : "the file ends before its brackets are closed";
        }
        if (c == '"') {
            return "a comma is missing before this, or this name has no end or a wrong escape in it";
        }
        if (c == '/' || c == '#') {
            return "JSON has no comments";
        }
        if (c == '\'') {
            return "strings stand between double quotes";
        }
        return "{}[],:".indexOf(c) >= 0
                ? "'" + c + "' does not fit here; look for a comma, colon or value missing or too many"
                : "expected a name or string between double quotes, a number, true, false, a list or an object";
    }

    /** The place behind the last character. */
    static Position end(String text) {
        return new JsonPositions(text).countTo(text.length());
    }

    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipToken() {
        if (!started) {
            started = true;
            return;
        }
        char first = here();
        if (first == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at = Math.min(at + 1, text.length());
        } else if (isLiteral(first)) {
            while (isLiteral(here())) {
                at++;
            }
        } else if (at < text.length()) {
            at++;
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    /** Lines end with a line feed; columns are counted in characters, one that needs two units is one. */
    private Position countTo(int offset) {
        for (; counted < offset; counted++) {
            char c = text.charAt(counted);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return new Position(line, column);
    }

    private static boolean isBetweenTokens(char c) {
        return isSpace(c) || c == ',' || c == ':';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isLiteral(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }
}
