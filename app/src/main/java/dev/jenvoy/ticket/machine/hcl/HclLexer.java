package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import java.util.List;

/** Takes a text apart into words. Reports what is no word, and goes on behind it. */
final class HclLexer {

    private static final List<String> LONG_PUNCTUATION = List.of("...", "==", "!=", "<=", ">=", "=>", "&&", "||");
    private static final String PUNCTUATION = "{}[]()=:,.?!<>+-*/%&|~";

    private final HclCursor cursor;
    private final FileProblems problems;
    private final HclStrings strings;
    private boolean first = true;
    private boolean commentTookAll;

    HclLexer(String text, FileProblems problems) {
        this.cursor = new HclCursor(text);
        this.problems = problems;
        this.strings = new HclStrings(cursor, problems);
    }

    /** Returns whether a comment or a string without an end took the rest of the text: then nothing else lacks its end. */
    boolean tookAll() {
        return commentTookAll || strings.tookAll();
    }

    /** Takes the next word; at the end of the text again and again the end. */
    HclToken next() {
        skipBlanks();
        boolean isFirst = first;
        first = false;
        Position at = cursor.position();
        int here = cursor.here();
        if (here == HclCursor.NOTHING) {
            return new HclToken(HclToken.Kind.END, "", at, isFirst);
        }
        if (isLineEnd()) {
            cursor.takeLine();
            first = true;
            return new HclToken(HclToken.Kind.NEWLINE, "\n", at, isFirst);
        }
        if (here == '"') {
            return strings.quoted(isFirst);
        }
        if (cursor.isAt("<<") && strings.isAtHeredoc()) {
            return strings.heredoc(isFirst);
        }
        if (here >= '0' && here <= '9') {
            return new HclToken(HclToken.Kind.NUMBER, number(), at, isFirst);
        }
        if (isNameStart(here)) {
            return new HclToken(HclToken.Kind.NAME, name(cursor), at, isFirst);
        }
        return punctuation(at, isFirst);
    }

    private void skipBlanks() {
        while (true) {
            if (cursor.here() == ' ' || cursor.here() == '\t') {
                cursor.take();
            } else if (cursor.isAt("/*")) {
                skipComment();
            } else if (cursor.here() == '#' || cursor.isAt("//")) {
                while (!cursor.isAtEnd() && !isLineEnd()) {
                    cursor.take();
                }
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        Position at = cursor.position();
        cursor.take(2);
        while (!cursor.isAtEnd()) {
            if (cursor.isAt("*/")) {
                cursor.take(2);
                return;
            }
            cursor.take();
        }
        problems.error("syntax", at, "this comment has no end");
        commentTookAll = true;
    }

    private boolean isLineEnd() {
        return cursor.here() == '\n' || cursor.isAt("\r\n");
    }

    private String number() {
        int from = cursor.offset();
        takeDigits();
        if (cursor.here() == '.' && isDigitBehind(1)) {
            cursor.take();
            takeDigits();
        }
        if ((cursor.here() == 'e' || cursor.here() == 'E') && (isDigitBehind(1) || isSignedDigitBehind())) {
            cursor.take(2);
            takeDigits();
        }
        return cursor.since(from);
    }

    private void takeDigits() {
        while (cursor.here() >= '0' && cursor.here() <= '9') {
            cursor.take();
        }
    }

    private boolean isDigitBehind(int characters) {
        HclCursor.Mark mark = cursor.mark();
        cursor.take(characters);
        boolean is = cursor.here() >= '0' && cursor.here() <= '9';
        cursor.backTo(mark);
        return is;
    }

    private boolean isSignedDigitBehind() {
        HclCursor.Mark mark = cursor.mark();
        cursor.take();
        boolean is = (cursor.here() == '+' || cursor.here() == '-') && isDigitBehind(1);
        cursor.backTo(mark);
        return is;
    }

    static boolean isNameStart(int character) {
        return character == '_' || (character >= 0 && Character.isUnicodeIdentifierStart(character));
    }

    private static boolean isNamePart(int character) {
        return character == '-'
                || (character >= 0
                        && Character.isUnicodeIdentifierPart(character)
                        && !Character.isIdentifierIgnorable(character));
    }

    static String name(HclCursor cursor) {
        int from = cursor.offset();
        while (isNamePart(cursor.here())) {
            cursor.take();
        }
        return cursor.since(from);
    }

    private HclToken punctuation(Position at, boolean isFirst) {
        for (String mark : LONG_PUNCTUATION) {
            if (cursor.isAt(mark)) {
                cursor.take(mark.length());
                return new HclToken(HclToken.Kind.PUNCTUATION, mark, at, isFirst);
            }
        }
        int character = cursor.take();
        if (PUNCTUATION.indexOf(character) >= 0) {
            return new HclToken(HclToken.Kind.PUNCTUATION, Character.toString(character), at, isFirst);
        }
        problems.error("syntax", at, reason(character));
        if (character == '\'') {
            skipQuoted();
        }
        return new HclToken(HclToken.Kind.FAULTY, "", at, isFirst);
    }

    /** Skips to the end of what somebody took for a string. */
    private void skipQuoted() {
        HclCursor.Mark mark = cursor.mark();
        while (!cursor.isAtEnd() && !isLineEnd()) {
            if (cursor.take() == '\'') {
                return;
            }
        }
        cursor.backTo(mark);
    }

    private static String reason(int character) {
        return switch (character) {
            case '\'' -> "strings stand between double quotes";
            case ';' -> "no semicolon ends a line";
            case '\r' -> "a carriage return without a line feed";
            default -> FileProblems.quoted(Character.toString(character)) + " does not fit here";
        };
    }
}
