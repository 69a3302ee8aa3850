package dev.jenvoy.expression;

/** Thrown for a variable whose value is not known. An expression may have a value all the same: {@code false && unknown}. */
public final class UnknownValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownValue() {
        super("the value of a variable is not known", null, false, false);
    }
}
