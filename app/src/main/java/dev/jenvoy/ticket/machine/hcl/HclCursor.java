package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Position;

/** Walks a text character by character, and knows its line and column. Lines end with a line feed. */
final class HclCursor {

    /** What is behind the end. */
    static final int NOTHING = -1;

    private final String text;
    private int at;
    private int line = 1;
    private int column = 1;

    HclCursor(String text) {
        this.text = text;
    }

    /** Returns the character here. */
    int here() {
        return at < text.length() ? text.codePointAt(at) : NOTHING;
    }

    boolean isAt(String expected) {
        return text.startsWith(expected, at);
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** Takes the character here. There must be one. */
    int take() {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        if (character == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return character;
    }

    void take(int characters) {
        for (int i = 0; i < characters; i++) {
            take();
        }
    }

    /** Takes the rest of the line with its end, and returns it; at the last line without an end. */
    String takeLine() {
        int from = at;
        while (!isAtEnd() && take() != '\n') {
            // On to the end.
        }
        return text.substring(from, at);
    }

    int offset() {
        return at;
    }

    String since(int offset) {
        return text.substring(offset, at);
    }

    Position position() {
        return new Position(line, column);
    }

    /** A place to come back to. */
    record Mark(int at, int line, int column) {}

    Mark mark() {
        return new Mark(at, line, column);
    }

    void backTo(Mark mark) {
        at = mark.at;
        line = mark.line;
        column = mark.column;
    }
}
