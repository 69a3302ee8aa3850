package dev.jenvoy.ticket.key;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a text in Markdown whose keys do not count, from the begin to the end: code in fences and between
 * backticks, HTML comments, quoted lines. Takes time in proportion to the text, however it is made, and no memory for its
 * parts.
 */
final class HiddenParts {

    private static final int MAX_RUN = 64;
    private static final String COMMENT = "<!--";
    private static final String COMMENT_END = "-->";

    private final String text;

    /** Where the next part is looked for. */
    private int at;

    private boolean atLineStart = true;
    private @Nullable Part current;

    /** Where the paragraph ends in which code between backticks is looked for. */
    private int paragraphEnd;

    private boolean scanned;

    /** Where the last run of backticks of each length was seen in the paragraph. */
    private final int[] lastRun = new int[MAX_RUN + 1];

    HiddenParts(String text) {
        this.text = text;
    }

    /** A part, without its end. */
    record Part(int from, int to, LookAlike.Reason reason) {}

    /** Returns the first part that ends behind a place; {@code null} if there is no such part. The places must not decrease. */
    @Nullable
    Part endingBehind(int place) {
        while (current == null || current.to <= place) {
            current = next();
            if (current == null) {
                at = text.length();
                return null;
            }
        }
        return current;
    }

    private @Nullable Part next() {
        while (at < text.length()) {
            Part part = atLineStart ? lineStart() : inline();
            if (part != null) {
                at = part.to;
                atLineStart = at > 0 && at < text.length() && text.charAt(at - 1) == '\n';
                return part;
            }
        }
        return null;
    }

    private @Nullable Part lineStart() {
        atLineStart = false;
        int end = lineEnd(at);
        int begin = contentBegin(at, end);
        if (begin < end && text.charAt(begin) == '>') {
            return new Part(at, Math.min(end + 1, text.length()), LookAlike.Reason.QUOTE);
        }
        int fence = fence(begin, end);
        return fence == 0 ? null : new Part(at, fenceEnd(text.charAt(begin), fence, end), LookAlike.Reason.CODE);
    }

    private @Nullable Part inline() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '\n') {
                at++;
                atLineStart = true;
                return null;
            }
            if (character == '`') {
                int run = run(at);
                int closer = closer(run);
                if (closer >= 0) {
                    return new Part(at, closer + run, LookAlike.Reason.CODE);
                }
                at += run;
            } else if (character == '<' && text.startsWith(COMMENT, at)) {
                int end = text.indexOf(COMMENT_END, at + COMMENT.length());
                int to = end < 0 ? text.length() : end + COMMENT_END.length();
                return new Part(at, to, LookAlike.Reason.COMMENT);
            } else {
                boolean escapes = character == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '`';
                at += escapes ? 2 : 1;
            }
        }
        return null;
    }

    /** Returns where a run of backticks of the same length follows in the paragraph, -1 if it does not. */
    private int closer(int run) {
        if (at >= paragraphEnd) {
            paragraphEnd = paragraphEnd();
            scanned = false;
            Arrays.fill(lastRun, -1);
        }
        int from = at + run;
        if (run > MAX_RUN || (scanned && lastRun[run] < from)) {
            return -1;
        }
        int place = text.indexOf('`', from);
        while (place >= 0 && place < paragraphEnd) {
            int length = run(place);
            if (length <= MAX_RUN) {
                lastRun[length] = Math.max(lastRun[length], place);
            }
            if (length == run) {
                return place;
            }
            place = text.indexOf('`', place + length);
        }
        scanned = true;
        return -1;
    }

    private int run(int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) == '`') {
            to++;
        }
        return to - from;
    }

    /** Returns the begin of the next line that is blank or quoted or opens a fence, or the end of the text. */
    private int paragraphEnd() {
        int begin = lineEnd(at) + 1;
        while (begin < text.length()) {
            int end = lineEnd(begin);
            int content = contentBegin(begin, end);
            if (content == end || text.charAt(content) == '>' || fence(content, end) > 0) {
                return begin;
            }
            begin = end + 1;
        }
        return text.length();
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Skips blanks and the signs of list items, such as {@code -} and {@code 1.}, in front of a line. */
    private int contentBegin(int from, int end) {
        int begin = from;
        while (true) {
            begin = skipBlanks(begin, end);
            int behind = begin;
            if (begin < end && "-*+".indexOf(text.charAt(begin)) >= 0) {
                behind++;
            } else {
                while (behind < end && behind - begin < 9 && Letters.isDigitAt(text, behind)) {
                    behind++;
                }
                boolean isNumber = behind > begin && behind < end && ".)".indexOf(text.charAt(behind)) >= 0;
                behind = isNumber ? behind + 1 : begin;
            }
            if (behind == begin || behind >= end || (text.charAt(behind) != ' ' && text.charAt(behind) != '\t')) {
                return begin;
            }
            begin = behind;
        }
    }

    private int skipBlanks(int from, int end) {
        int begin = from;
        while (begin < end && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        return begin;
    }

    /** Returns the length of the fence that opens here, 0 if there is no fence. Behind backticks no other may follow in the line. */
    private int fence(int begin, int end) {
        if (begin >= end || (text.charAt(begin) != '`' && text.charAt(begin) != '~')) {
            return 0;
        }
        char sign = text.charAt(begin);
        int length = signs(sign, begin, end);
        boolean isCodeInLine = sign == '`' && has('`', begin + length, end);
        return length < 3 || isCodeInLine ? 0 : length;
    }

    private boolean has(char sign, int from, int to) {
        int place = from;
        while (place < to && text.charAt(place) != sign) {
            place++;
        }
        return place < to;
    }

    private int signs(char sign, int begin, int end) {
        int to = begin;
        while (to < end && text.charAt(to) == sign) {
            to++;
        }
        return to - begin;
    }

    /** Returns the begin of the line behind the one that closes a fence, or the end of the text. */
    private int fenceEnd(char sign, int length, int openingEnd) {
        int begin = openingEnd + 1;
        while (begin < text.length()) {
            int end = lineEnd(begin);
            int content = skipBlanks(begin, end);
            int signs = signs(sign, content, end);
            if (signs >= length && skipBlanks(content + signs, end) == end) {
                return Math.min(end + 1, text.length());
            }
            begin = end + 1;
        }
        return text.length();
    }
}
