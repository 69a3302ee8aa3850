package dev.jenvoy.ticket.key;

import java.util.regex.Pattern;

/**
 * The key of a ticket, such as {@code SOC-12}.
 *
 * @param project the project's name in upper case
 * @param number the ticket's number: 1 to 10 digits, without a zero in front
 */
public record TicketKey(String project, String number) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    public TicketKey {
        if (project.isEmpty() || !isNumber(number)) {
            throw new IllegalArgumentException("not a ticket's key");
        }
    }

    /** Returns whether a text may be the number of a ticket. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    @Override
    public String toString() {
        return project + "-" + number;
    }
}
