package dev.jenvoy.expression;

import com.google.common.primitives.UnsignedLong;
import java.math.BigDecimal;

/** Numbers of expressions as text, and numbers of JSON that no {@code long} holds. */
final class Numbers {

    /** The digits of 2^64 - 1. */
    private static final int UNSIGNED_DIGITS = 20;

    private static final double EXACT = 1e15;

    private Numbers() {}

    /** Returns an unsigned number of 64 bits, or the nearest floating point number where that has no room. */
    static Object beyondLong(String digits) {
        if (digits.length() <= UNSIGNED_DIGITS && !digits.startsWith("-")) {
            try {
                return UnsignedLong.valueOf(digits);
            } catch (NumberFormatException e) {
                return Double.valueOf(digits);
            }
        }
        return Double.valueOf(digits);
    }

    /** Writes a number in decimal digits: {@code 3}, also for {@code 3.0}. */
    static String text(Number number) {
        if (number instanceof Double real) {
            boolean whole = real == Math.rint(real) && Math.abs(real) < EXACT;
            return whole ? new BigDecimal(real).toPlainString() : real.toString();
        }
        return number.toString();
    }
}
