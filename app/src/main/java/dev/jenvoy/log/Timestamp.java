package dev.jenvoy.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes a time in ISO 8601 with milliseconds: {@code 2026-01-31T09:05:00.007+01:00}. */
final class Timestamp {

    private static final int MILLION = 1_000_000;

    private Timestamp() {}

    /** Appends the time {@code millis} after 1970 in a time zone. */
    static void append(StringBuilder line, long millis, ZoneId zone) {
        Instant moment = Instant.ofEpochMilli(millis);
        ZoneOffset offset = zone.getRules().getOffset(moment);
        LocalDateTime time = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), offset);
        digits(line, time.getYear(), 4).append('-');
        digits(line, time.getMonthValue(), 2).append('-');
        digits(line, time.getDayOfMonth(), 2).append('T');
        digits(line, time.getHour(), 2).append(':');
        digits(line, time.getMinute(), 2).append(':');
        digits(line, time.getSecond(), 2).append('.');
        // "Z", "+01:00". No current zone has seconds.
        digits(line, time.getNano() / MILLION, 3).append(offset.getId());
    }

    private static StringBuilder digits(StringBuilder line, int number, int width) {
        String digits = Integer.toString(number);
        for (int at = digits.length(); at < width; at++) {
            line.append('0');
        }
        return line.append(digits);
    }
}
