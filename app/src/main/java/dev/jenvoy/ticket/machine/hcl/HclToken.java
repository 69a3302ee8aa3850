package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Position;

/**
 * A word of HCL.
 *
 * @param kind what it is
 * @param text a name, a number as written, a string unescaped, or punctuation
 * @param at where it begins
 * @param first whether nothing but blanks and comments comes before it in its line
 */
record HclToken(Kind kind, String text, Position at, boolean first) {

    enum Kind {
        NAME,
        NUMBER,
        /** A string between quotes. */
        STRING,
        /** A string over several lines. */
        HEREDOC,
        /** A string or a character that is wrong, which was reported. */
        FAULTY,
        PUNCTUATION,
        NEWLINE,
        END
    }

    boolean is(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    boolean isText() {
        return kind == Kind.STRING || kind == Kind.HEREDOC || kind == Kind.FAULTY;
    }

    boolean endsLine() {
        return kind == Kind.NEWLINE || kind == Kind.END;
    }

    /** Returns it as a message names it. */
    String described() {
        return switch (kind) {
            case NAME, NUMBER, PUNCTUATION -> text.length() <= 30 ? text : text.substring(0, 30) + "...";
            case STRING, HEREDOC, FAULTY -> "a string";
            case NEWLINE -> "the end of the line";
            case END -> "the end of the file";
        };
    }
}
