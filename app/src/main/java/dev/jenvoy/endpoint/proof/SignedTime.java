package dev.jenvoy.endpoint.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the time that a sender signs: seconds since 1970, milliseconds in 13 digits, or a date as in HTTP headers. */
final class SignedTime {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{13}");

    private SignedTime() {}

    static Optional<Instant> read(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
