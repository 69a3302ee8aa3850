package dev.jenvoy.ticket.key;

/**
 * A line of a text in Markdown, or what is behind the sign of a list item in it.
 *
 * @param text the whole text
 * @param from where the first character is that is no blank; {@code end} without one
 * @param column the column of that character, from 0; a tab goes to the next multiple of four
 * @param end where the line ends, before its line feed
 */
record MarkdownLine(String text, int from, int column, int end) {

    private static final int TAB_COLUMNS = 4;
    private static final int MAX_NUMBER_DIGITS = 9;
    private static final int MAX_HEADING_SIGNS = 6;

    /** Returns the line that begins here. */
    static MarkdownLine at(String text, int begin) {
        int end = text.indexOf('\n', begin);
        return skipBlanks(text, begin, 0, end < 0 ? text.length() : end);
    }

    private static MarkdownLine skipBlanks(String text, int begin, int beginColumn, int end) {
        int from = begin;
        int column = beginColumn;
        while (from < end && isBlank(text.charAt(from))) {
            column = text.charAt(from) == '\t' ? column + TAB_COLUMNS - column % TAB_COLUMNS : column + 1;
            from++;
        }
        return new MarkdownLine(text, from, column, end);
    }

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    /** Returns what is behind this many characters. */
    MarkdownLine behind(int characters) {
        return skipBlanks(text, from + characters, column + characters, end);
    }

    /** Returns where the next line begins, or the end of the text. */
    int next() {
        return Math.min(end + 1, text.length());
    }

    boolean isBlank() {
        return from == end;
    }

    boolean isQuote() {
        return is(from, '>');
    }

    boolean isHeading() {
        int signs = signs('#', from);
        return signs > 0 && signs <= MAX_HEADING_SIGNS && isBlankAt(from + signs);
    }

    /** Returns whether this is a rule across the page, such as {@code ---} and {@code * * *}. */
    boolean isRule() {
        char sign = from < end ? text.charAt(from) : ' ';
        if (sign != '-' && sign != '*' && sign != '_') {
            return false;
        }
        int signs = 0;
        for (int place = from; place < end; place++) {
            if (text.charAt(place) == sign) {
                signs++;
            } else if (!isBlank(text.charAt(place))) {
                return false;
            }
        }
        return signs >= 3;
    }

    /** Returns whether this makes a heading of the paragraph before it. */
    boolean isUnderline() {
        char sign = is(from, '=') ? '=' : '-';
        int signs = signs(sign, from);
        return signs > 0 && isBlankFrom(from + signs);
    }

    /** Returns the length of the sign of a list item, such as {@code -} and {@code 12.}; 0 without one. */
    int listMarker() {
        if (from < end && "-*+".indexOf(text.charAt(from)) >= 0) {
            return isBlankAt(from + 1) ? 1 : 0;
        }
        int digits = 0;
        while (from + digits < end && digits <= MAX_NUMBER_DIGITS && Letters.isDigitAt(text, from + digits)) {
            digits++;
        }
        boolean isNumber = digits > 0
                && digits <= MAX_NUMBER_DIGITS
                && (is(from + digits, '.') || is(from + digits, ')'))
                && isBlankAt(from + digits + 1);
        return isNumber ? digits + 1 : 0;
    }

    /** Returns whether the list item with this sign may begin within a paragraph. */
    boolean mayInterrupt(int marker) {
        boolean isFirst = marker == 1 || (marker == 2 && is(from, '1'));
        return isFirst && !behind(marker).isBlank();
    }

    /** Returns the length of the fence that opens here, 0 if there is no fence. Behind backticks no other may follow in the line. */
    int fence() {
        if (!is(from, '`') && !is(from, '~')) {
            return 0;
        }
        char sign = text.charAt(from);
        int length = signs(sign, from);
        return length < 3 || (sign == '`' && has('`', from + length)) ? 0 : length;
    }

    /** Returns whether this closes a fence of so many of these signs. */
    boolean closes(char sign, int length) {
        int signs = signs(sign, from);
        return signs >= length && isBlankFrom(from + signs);
    }

    private int signs(char sign, int begin) {
        int to = begin;
        while (is(to, sign)) {
            to++;
        }
        return to - begin;
    }

    private boolean has(char sign, int begin) {
        int place = begin;
        while (place < end && text.charAt(place) != sign) {
            place++;
        }
        return place < end;
    }

    /** Returns whether only blanks follow. */
    boolean isBlankFrom(int begin) {
        return skipBlanks(text, begin, 0, end).isBlank();
    }

    private boolean is(int place, char character) {
        return place < end && text.charAt(place) == character;
    }

    private boolean isBlankAt(int place) {
        return place >= end || isBlank(text.charAt(place));
    }
}
