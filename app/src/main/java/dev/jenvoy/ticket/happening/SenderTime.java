package dev.jenvoy.ticket.happening;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as senders write them. */
final class SenderTime {

    /** Also {@code 2026-03-01 12:00:00 UTC}, as older versions of GitLab write it, and {@code +1000} as Bitbucket does. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ?(Z|UTC|[+-]\\d\\d:?\\d\\d)");

    private SenderTime() {}

    /** Returns the time of a text; empty if the text is no time. */
    static Optional<Instant> of(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String zone = parts.group(3).equals("UTC") ? "Z" : parts.group(3);
        String offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        try {
            return Optional.of(OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the latest of the times of these texts; empty if not one is a time. */
    static Optional<Instant> latest(String... texts) {
        return Arrays.stream(texts).flatMap(text -> of(text).stream()).max(Comparator.naturalOrder());
    }
}
