package dev.jenvoy.chat.message.payload;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the times of payloads. */
final class Times {
    private Times() {}

    /** Returns the time between two times; empty if one of them is missing or unreadable, or if they are in another order. */
    static Optional<Duration> between(String from, String to) {
        return instant(from)
                .flatMap(start -> instant(to).map(end -> Duration.between(start, end)))
                .filter(age -> !age.isNegative());
    }

    /** Reads ISO 8601, and the form that GitLab has in some places: {@code 2026-03-10 09:11:52 UTC}. */
    private static Optional<Instant> instant(String text) {
        String iso =
                text.endsWith(" UTC") ? text.substring(0, text.length() - 4).replace(' ', 'T') + "Z" : text;
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
