package dev.jenvoy.expression;

/**
 * The value of an expression.
 *
 * @param kind its type
 * @param text a text as it is, a number in decimal digits, {@code true} or {@code false}, JSON for lists and maps, {@code
 *     null} for nothing; at most {@link #MAX_TEXT_CHARS} characters
 */
public record ExpressionValue(Kind kind, String text) {

    /** The most characters of a value. */
    public static final int MAX_TEXT_CHARS = 64 << 10;

    /** The types of values. */
    public enum Kind {
        TRUTH("true or false"),
        TEXT("a text"),
        NUMBER("a number"),
        JSON("a list or a map"),
        NOTHING("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Names the type in a message. */
        public String words() {
            return words;
        }
    }

    public ExpressionValue {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException("a value with more than " + MAX_TEXT_CHARS + " characters");
        }
    }

    /** Returns whether it is the value {@code true}. */
    public boolean isTrue() {
        return kind == Kind.TRUTH && text.equals("true");
    }
}
