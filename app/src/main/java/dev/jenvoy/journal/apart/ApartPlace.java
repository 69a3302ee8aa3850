package dev.jenvoy.journal.apart;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one action: its delivery and its place in the plan. Its text, such as {@code 1042.3}, is for people and programs.
 *
 * @param entry the journal's number of the delivery
 * @param position its place in the plan, from 0
 */
public record ApartPlace(long entry, int position) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,6})");

    /** Reads its text. */
    public static Optional<ApartPlace> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ApartPlace(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return entry + "." + position;
    }
}
