package dev.jenvoy.expression;

/** What an evaluation led to. */
public sealed interface Evaluation {

    /** The expression has this value. */
    record Valued(ExpressionValue value) implements Evaluation {}

    /** The expression has no value for these variables. */
    record Failed(ExpressionFault fault) implements Evaluation {}
}
