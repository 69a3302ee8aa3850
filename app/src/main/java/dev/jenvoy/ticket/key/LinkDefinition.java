package dev.jenvoy.ticket.key;

/** Finds definitions of links, such as {@code [name]: https://git.example "title"}, which people do not see. */
final class LinkDefinition {

    private static final int MAX_LABEL_CHARS = 999;

    private final String text;
    private final int limit;

    private LinkDefinition(String text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    /**
     * Returns the begin of the line behind the definition that begins here; 0 without one.
     *
     * @param limit where its paragraph ends
     */
    static int end(String text, int from, int limit) {
        return text.charAt(from) == '[' ? new LinkDefinition(text, limit).end(from) : 0;
    }

    private int end(int from) {
        int label = labelEnd(from + 1);
        if (label < 0 || label + 1 >= limit || text.charAt(label + 1) != ':') {
            return 0;
        }
        int target = targetEnd(skipToText(label + 2));
        if (target < 0) {
            return 0;
        }
        MarkdownLine rest = MarkdownLine.at(text, target);
        boolean isAlone = rest.isBlank();
        int title = isAlone || rest.from() > target ? titleEnd(skipToText(target)) : -1;
        if (title >= 0) {
            return MarkdownLine.at(text, title).next();
        }
        return isAlone ? rest.next() : 0;
    }

    private int labelEnd(int from) {
        boolean isBlank = true;
        int last = Math.min(limit, from + MAX_LABEL_CHARS);
        for (int at = from; at < last; at++) {
            char character = text.charAt(at);
            if (character == ']') {
                return isBlank ? -1 : at;
            }
            if (character == '[') {
                return -1;
            }
            isBlank &= Character.isWhitespace(character);
            at += character == '\\' ? 1 : 0;
        }
        return -1;
    }

    private int targetEnd(int from) {
        if (from >= limit || text.charAt(from) <= ' ') {
            return -1;
        }
        return text.charAt(from) == '<' ? bracketedEnd(from + 1) : bareEnd(from);
    }

    private int bracketedEnd(int from) {
        for (int at = from; at < limit; at++) {
            char character = text.charAt(at);
            if (character == '>') {
                return at + 1;
            }
            if (character == '\n' || character == '<') {
                return -1;
            }
            at += character == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** Parentheses in it come in pairs. */
    private int bareEnd(int from) {
        int open = 0;
        int at = from;
        while (at < limit && text.charAt(at) > ' ') {
            char character = text.charAt(at);
            open += character == '(' ? 1 : 0;
            open -= character == ')' ? 1 : 0;
            if (open < 0) {
                return -1;
            }
            boolean isEscape = character == '\\' && at + 1 < limit && text.charAt(at + 1) > ' ';
            at += isEscape ? 2 : 1;
        }
        return open == 0 ? Math.min(at, limit) : -1;
    }

    /** Returns where a title ends with nothing behind it in its line; -1 if there is no such title. */
    private int titleEnd(int from) {
        int sign = from < limit ? "\"'(".indexOf(text.charAt(from)) : -1;
        if (sign < 0) {
            return -1;
        }
        char closing = "\"')".charAt(sign);
        for (int at = from + 1; at < limit; at++) {
            char character = text.charAt(at);
            if (character == closing) {
                return MarkdownLine.at(text, at + 1).isBlank() ? at + 1 : -1;
            }
            if (character == '(' && closing == ')') {
                return -1;
            }
            at += character == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** Skips blanks with at most one line feed. */
    private int skipToText(int from) {
        MarkdownLine line = MarkdownLine.at(text, from);
        return line.isBlank() ? MarkdownLine.at(text, line.next()).from() : line.from();
    }
}
