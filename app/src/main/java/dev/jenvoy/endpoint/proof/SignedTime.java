package dev.jenvoy.endpoint.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the time that a sender signs: seconds since 1970 in 10 digits, milliseconds in 13, or a date as in HTTP headers. Takes
 * each time in one form only: bytes of a body beside it in the signed text must not count as a part of it.
 */
final class SignedTime {

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{9}");
    private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{12}");

    /** A date as HTTP headers have it: with two digits for the day of the month. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SignedTime() {}

    static Optional<Instant> read(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        try {
            ZonedDateTime time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return DATE.format(time).equals(text)
                            || DateTimeFormatter.RFC_1123_DATE_TIME.format(time).equals(text)
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
