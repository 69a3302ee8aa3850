package dev.jenvoy.ticket.machine.hcl;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a number as HCL makes text of it: without an exponent, and without zeros that mean nothing. */
final class HclNumber {

    private static final int MAX_CHARS = 100;
    private static final int MAX_EXPONENT = 300;

    /** An exponent of more digits is more than the limit, and than {@code BigDecimal} takes. */
    private static final Pattern LONG_EXPONENT = Pattern.compile(".*[eE][+-]?[0-9]{6,}");

    private HclNumber() {}

    /** Returns the text; empty if the number is longer than anybody needs. */
    static Optional<String> text(String digits, String sign) {
        if (digits.length() > MAX_CHARS || LONG_EXPONENT.matcher(digits).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(digits).stripTrailingZeros();
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            return Optional.empty();
        }
        String text = value.toPlainString();
        return Optional.of(value.signum() == 0 ? text : sign + text);
    }
}
