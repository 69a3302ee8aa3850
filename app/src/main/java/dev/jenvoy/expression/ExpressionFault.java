package dev.jenvoy.expression;

/**
 * What is wrong with an expression, in words for its author.
 *
 * @param line 1-based line within the expression's text; 0 where there is no such place
 * @param column 1-based column there, counted in characters; 0 as for the line
 * @param message the problem. May hold text of the expression, never a value of a variable
 */
public record ExpressionFault(int line, int column, String message) {

    public ExpressionFault {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("a fault without a message");
        }
    }

    static ExpressionFault whole(String message) {
        return new ExpressionFault(0, 0, message);
    }

    /** Describes it on one line: {@code column 8: there is no variable "acton"}. */
    public String describe() {
        if (line == 0) {
            return message;
        }
        return (line == 1 ? "" : "line " + line + ", ") + "column " + column + ": " + message;
    }
}
