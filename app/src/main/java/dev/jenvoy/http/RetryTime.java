package dev.jenvoy.http;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads when a service that limits the rate wants to be asked again: {@code Retry-After} (RFC 9110, seconds or a date), and
 * the forms of single services in headers and body. The longest that is named counts; nonsense does not.
 */
public final class RetryTime {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofDays(1);
    private static final Duration UNSAID = Duration.ofSeconds(10);

    /** Seconds that are more than this are a time since 1970, not a wait. */
    private static final BigDecimal FIRST_EPOCH_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private RetryTime() {}

    /** Returns the wait, from 100 ms to one day; ten seconds if the service did not say. */
    public static Duration of(HttpHeaders headers, JsonObject body, Instant now) {
        Optional<Duration> said = Stream.of(
                        header(headers, "Retry-After").flatMap(text -> secondsOrDate(text, now)),
                        seconds(JsonBody.word(body, "retry_after"), now),
                        seconds(JsonBody.word(body, "parameters", "retry_after"), now),
                        number(JsonBody.word(body, "retry_after_ms")).flatMap(RetryTime::millis))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        return said.or(() -> untilReset(headers, now)).map(RetryTime::bounded).orElse(UNSAID);
    }

    /** Returns how long until a window of the service's limit ends, if it says so. */
    public static Optional<Duration> untilReset(HttpHeaders headers, Instant now) {
        return Stream.of("X-RateLimit-Reset-After", "X-RateLimit-Reset")
                .flatMap(name -> header(headers, name).flatMap(text -> secondsOrTime(text, now)).stream())
                .findFirst()
                .map(RetryTime::bounded);
    }

    private static Optional<String> header(HttpHeaders headers, String name) {
        return headers.firstValue(name).map(String::strip);
    }

    private static Optional<Duration> secondsOrDate(String text, Instant now) {
        Optional<Duration> seconds = seconds(text, now);
        if (seconds.isPresent()) {
            return seconds;
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> secondsOrTime(String text, Instant now) {
        Optional<Duration> seconds = seconds(text, now);
        if (seconds.isPresent()) {
            return seconds;
        }
        try {
            // Jira leaves out the seconds.
            Instant at = OffsetDateTime.parse(text).toInstant();
            return Optional.of(Duration.between(now, at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(String text, Instant now) {
        return number(text)
                .map(number -> number.compareTo(FIRST_EPOCH_SECOND) < 0
                        ? number
                        : number.subtract(BigDecimal.valueOf(now.toEpochMilli(), 3)))
                .flatMap(seconds -> millis(seconds.movePointRight(3)));
    }

    /** Reads a plain number; anything long is nonsense. */
    private static Optional<BigDecimal> number(String text) {
        return text.matches("[0-9]{1,15}(?:\\.[0-9]{1,20})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Duration> millis(BigDecimal number) {
        return Optional.of(Duration.ofMillis(number.longValue()));
    }

    private static Duration bounded(Duration wait) {
        return List.of(LEAST, wait, MOST).stream().sorted().toList().get(1);
    }
}
