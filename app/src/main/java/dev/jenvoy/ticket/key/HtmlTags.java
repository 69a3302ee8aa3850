package dev.jenvoy.ticket.key;

import java.util.Locale;
import java.util.Set;

/** Finds tags and other signs of HTML in a text, from the begin to the end, and where they end. */
final class HtmlTags {

    private static final String COMMENT = "<!--";
    private static final Set<String> OF_CODE = Set.of("pre", "code");

    /** A tag with more parts is no tag: without a limit, many tags that do not end would take long. */
    private static final int MAX_PARTS = 1_000;

    private static final int MAX_NAME_CHARS = 100;

    private final String text;
    private final NextPlace quote;
    private final NextPlace doubleQuote;
    private final NextPlace instructionEnd;
    private final NextPlace declarationEnd;
    private final NextPlace dataEnd;

    HtmlTags(String text) {
        this.text = text;
        this.quote = new NextPlace(text, "'");
        this.doubleQuote = new NextPlace(text, "\"");
        this.instructionEnd = new NextPlace(text, "?>");
        this.declarationEnd = new NextPlace(text, ">");
        this.dataEnd = new NextPlace(text, "]]>");
    }

    /** Returns where the comment, the instruction or the like ends that begins here; -1 without one. */
    int commentEnd(int at) {
        if (text.startsWith(COMMENT, at)) {
            int end = text.indexOf("-->", at + COMMENT.length());
            return end < 0 ? text.length() : end + 3;
        }
        if (text.startsWith("<?", at)) {
            return instructionEnd.behind(at + 2);
        }
        if (text.startsWith("<![CDATA[", at)) {
            return dataEnd.behind(at + 2);
        }
        return isDeclaration(at) ? declarationEnd.behind(at + 2) : -1;
    }

    /** Returns whether something like {@code <!DOCTYPE html>} begins here. */
    boolean isDeclaration(int at) {
        return text.startsWith("<!", at) && isLetter(at + 2);
    }

    /** Returns the name of the tag that may begin here, in lower case, with a slash in front if it closes; empty without a name. */
    String name(int at) {
        int from = at + 1;
        int to = from < text.length() && text.charAt(from) == '/' ? from + 1 : from;
        if (!isLetter(to)) {
            return "";
        }
        while (to < text.length() && to - from < MAX_NAME_CHARS && isName(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** Returns where the tag ends that begins here; -1 if it does not end or is no tag. */
    int end(int at) {
        String name = name(at);
        if (name.isEmpty()) {
            return -1;
        }
        int place = at + 1 + name.length();
        for (int part = 0; part < MAX_PARTS; part++) {
            int next = skipBlanks(place);
            boolean isSelfClosing =
                    next + 1 < text.length() && text.charAt(next) == '/' && text.charAt(next + 1) == '>';
            if (isSelfClosing || (next < text.length() && text.charAt(next) == '>')) {
                return name.startsWith("/") && isSelfClosing ? -1 : next + (isSelfClosing ? 2 : 1);
            }
            int end = next == place || name.startsWith("/") ? -1 : attributeEnd(next);
            if (end < 0) {
                return -1;
            }
            place = end;
        }
        return -1;
    }

    /** Returns where the element of code ends whose tag begins here and ends at {@code to}; -1 if it is another tag. */
    int codeEnd(int at, int to) {
        String name = name(at);
        if (!OF_CODE.contains(name)) {
            return -1;
        }
        int close = text.indexOf("</", to);
        while (close >= 0 && !name(close).equals("/" + name)) {
            close = text.indexOf("</", close + 2);
        }
        int end = close < 0 ? -1 : text.indexOf('>', close);
        return end < 0 ? text.length() : end + 1;
    }

    private int attributeEnd(int from) {
        if (from >= text.length() || !isAttributeStart(text.charAt(from))) {
            return -1;
        }
        int to = from;
        while (to < text.length() && isAttribute(text.charAt(to))) {
            to++;
        }
        int equals = skipBlanks(to);
        if (equals >= text.length() || text.charAt(equals) != '=') {
            return to;
        }
        int value = skipBlanks(equals + 1);
        if (value >= text.length()) {
            return -1;
        }
        return switch (text.charAt(value)) {
            case '"' -> doubleQuote.behind(value + 1);
            case '\'' -> quote.behind(value + 1);
            default -> bareValueEnd(value);
        };
    }

    private int bareValueEnd(int from) {
        int to = from;
        while (to < text.length()
                && !Character.isWhitespace(text.charAt(to))
                && "\"'=<>`".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return to == from ? -1 : to;
    }

    private int skipBlanks(int from) {
        int to = from;
        while (to < text.length() && (MarkdownLine.isBlank(text.charAt(to)) || text.charAt(to) == '\n')) {
            to++;
        }
        return to;
    }

    private boolean isLetter(int at) {
        return at < text.length() && isAsciiLetter(text.charAt(at));
    }

    private static boolean isAsciiLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isName(char character) {
        return isAsciiLetter(character)
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '/';
    }

    private static boolean isAttributeStart(char character) {
        return isAsciiLetter(character) || character == '_' || character == ':';
    }

    private static boolean isAttribute(char character) {
        return isAttributeStart(character)
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '-';
    }

    /** Remembers where a text was found last, so that many questions about one far place take no longer than one. */
    private static final class NextPlace {
        private final String text;
        private final String sought;
        private int asked = -1;
        private int found;

        NextPlace(String text, String sought) {
            this.text = text;
            this.sought = sought;
        }

        /** Returns where the first one ends that begins here or later; -1 without one. */
        int behind(int from) {
            boolean isKnown = asked >= 0 && from >= asked && (found < 0 || from <= found);
            if (!isKnown) {
                found = text.indexOf(sought, from);
                asked = from;
            }
            return found < 0 ? -1 : found + sought.length();
        }
    }
}
