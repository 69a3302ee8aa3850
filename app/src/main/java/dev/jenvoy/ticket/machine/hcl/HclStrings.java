package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Takes strings out of a text: between quotes, or over several lines between markers. */
final class HclStrings {

    private final HclCursor cursor;
    private final FileProblems problems;

    /** Whether the end of an interpolation was looked for in vain: then it is not looked for again, which could take long. */
    private boolean hopeless;

    /** Whether a string without an end took the rest of the text. */
    private boolean tookAll;

    /** Whether the string that is being taken is wrong. */
    private boolean faulty;

    HclStrings(HclCursor cursor, FileProblems problems) {
        this.cursor = cursor;
        this.problems = problems;
    }

    boolean tookAll() {
        return tookAll;
    }

    /** Takes a string that ends in its line. */
    HclToken quoted(boolean isFirst) {
        Position at = cursor.position();
        StringBuilder text = new StringBuilder();
        faulty = false;
        cursor.take();
        while (cursor.here() != '"') {
            if (cursor.isAtEnd() || cursor.here() == '\n' || cursor.here() == '\r') {
                problems.error("syntax", at, "this string does not end in its line");
                return new HclToken(HclToken.Kind.FAULTY, "", at, isFirst);
            }
            if (cursor.here() == '\\') {
                takeEscape(text);
            } else {
                takeCharacter(text);
            }
        }
        cursor.take();
        return token(HclToken.Kind.STRING, text.toString(), at, isFirst);
    }

    /** Returns whether a heredoc begins here, and not two signs of comparison. */
    boolean isAtHeredoc() {
        HclCursor.Mark mark = cursor.mark();
        takeHeredocBegin();
        boolean is = !HclLexer.name(cursor).isEmpty() && (cursor.here() == '\n' || cursor.isAt("\r\n"));
        cursor.backTo(mark);
        return is;
    }

    private boolean takeHeredocBegin() {
        cursor.take(2);
        boolean isIndented = cursor.here() == '-';
        if (isIndented) {
            cursor.take();
        }
        return isIndented;
    }

    /** Takes the lines up to one that has only the marker. Its end stays. */
    HclToken heredoc(boolean isFirst) {
        Position at = cursor.position();
        faulty = false;
        boolean isIndented = takeHeredocBegin();
        String marker = HclLexer.name(cursor);
        cursor.takeLine();
        List<String> lines = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            HclCursor.Mark mark = cursor.mark();
            String line = cursor.takeLine();
            cursor.backTo(mark);
            if (line.strip().equals(marker) && line.endsWith("\n")) {
                int end = line.endsWith("\r\n") ? 2 : 1;
                cursor.take(line.codePointCount(0, line.length() - end));
                return token(
                        HclToken.Kind.HEREDOC, String.join("", isIndented ? outdented(lines) : lines), at, isFirst);
            }
            StringBuilder text = new StringBuilder();
            do {
                takeCharacter(text);
            } while (!cursor.isAtEnd() && !endsLine(text));
            lines.add(text.toString());
        }
        problems.error("syntax", at, "this string has no end: no line, with its end, that has only " + marker);
        tookAll = true;
        return new HclToken(HclToken.Kind.FAULTY, "", at, isFirst);
    }

    private HclToken token(HclToken.Kind kind, String text, Position at, boolean isFirst) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        return faulty ? new HclToken(HclToken.Kind.FAULTY, "", at, isFirst) : new HclToken(kind, normal, at, isFirst);
    }

    private void takeCharacter(StringBuilder text) {
        if (cursor.isAt("$${") || cursor.isAt("%%{")) {
            text.appendCodePoint(cursor.take());
            cursor.take();
            text.appendCodePoint(cursor.take());
        } else if (cursor.isAt("${") || cursor.isAt("%{")) {
            String sign = Character.toString(cursor.here());
            problems.error(
                    "not_plain",
                    cursor.position(),
                    "only plain values: nothing is filled in for " + sign + "{...}; " + sign + sign + "{ stands for "
                            + sign + "{");
            faulty = true;
            skipInterpolation();
        } else {
            text.appendCodePoint(cursor.take());
        }
    }

    /** Skips to the brace that ends an interpolation, which may have strings and braces in it; without one only its begin. */
    private void skipInterpolation() {
        cursor.take(2);
        HclCursor.Mark mark = cursor.mark();
        Deque<Boolean> inString = new ArrayDeque<>(List.of(false));
        while (!inString.isEmpty() && !hopeless) {
            if (cursor.isAtEnd() || (inString.peek() && cursor.here() == '\n')) {
                hopeless = true;
            } else {
                skipWithin(inString);
            }
        }
        if (hopeless) {
            cursor.backTo(mark);
        }
    }

    private void skipWithin(Deque<Boolean> inString) {
        boolean isString = inString.element();
        if (isString && (cursor.isAt("${") || cursor.isAt("%{"))) {
            cursor.take();
            inString.push(false);
        } else if (isString && cursor.here() == '\\') {
            cursor.take();
        } else if (cursor.here() == '"') {
            if (isString) {
                inString.pop();
            } else {
                inString.push(true);
            }
        } else if (!isString && cursor.here() == '{') {
            inString.push(false);
        } else if (!isString && cursor.here() == '}') {
            inString.pop();
        }
        if (!cursor.isAtEnd()) {
            cursor.take();
        }
    }

    private void takeEscape(StringBuilder text) {
        Position at = cursor.position();
        cursor.take();
        switch (cursor.here()) {
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case 'u', 'U' -> {
                takeCode(at, text);
                return;
            }
            default -> {
                problems.error(
                        "syntax", at, "no such escape; there are \\n, \\r, \\t, \\\", \\\\, \\uNNNN, \\UNNNNNNNN");
                faulty = true;
                return;
            }
        }
        cursor.take();
    }

    private void takeCode(Position at, StringBuilder text) {
        int digits = cursor.take() == 'u' ? 4 : 8;
        int from = cursor.offset();
        for (int i = 0; i < digits && Character.digit(cursor.here(), 16) >= 0 && cursor.here() < 0x80; i++) {
            cursor.take();
        }
        String code = cursor.since(from);
        OptionalInt character = code.length() == digits ? character(code) : OptionalInt.empty();
        if (character.isPresent()) {
            text.appendCodePoint(character.getAsInt());
        } else {
            problems.error("syntax", at, "expected " + digits + " hexadecimal digits of a character");
            faulty = true;
        }
    }

    private static OptionalInt character(String code) {
        long value = Long.parseLong(code, 16);
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value > Character.MAX_CODE_POINT || surrogate ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    /** Takes as many blanks from the begin of each line as all have that are not blank. */
    private static List<String> outdented(List<String> lines) {
        int least = Integer.MAX_VALUE;
        for (String line : lines) {
            if (!line.isBlank()) {
                least = Math.min(least, blanks(line));
            }
        }
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            all.add(line.isBlank() ? line : line.substring(least));
        }
        return all;
    }

    private static boolean endsLine(StringBuilder text) {
        return text.length() > 0 && text.charAt(text.length() - 1) == '\n';
    }

    private static int blanks(String line) {
        return line.length() - line.stripLeading().length();
    }
}
