package dev.jenvoy.web.admin.status;

import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.PlotSteps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The time that figures are about.
 *
 * @param from the beginning of its first step; in the zone, steps begin at midnight
 * @param to its end
 * @param step the length of a step
 * @param zone the zone of its days
 */
record OverviewSpan(Instant from, Instant to, Duration step, ZoneId zone) {

    private static final int HOURS = 24;
    private static final int MOST_HOURS = 8_760;

    /** Reports an invalid parameter. The message names it and the expected value. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    /** Reads the time from {@code from} and {@code to}, or the last {@code hours}. */
    static OverviewSpan of(AdminRequest request, Instant now, int columns) throws Wrong {
        Optional<String> asked = request.parameter("hours");
        OptionalLong hours = asked.isEmpty() ? OptionalLong.of(HOURS) : AdminRequest.number(asked.get(), MOST_HOURS);
        if (hours.isEmpty() || hours.getAsLong() == 0) {
            throw new Wrong("hours: expected 1 to " + MOST_HOURS);
        }
        Instant to = time(request, "to").filter(now::isAfter).orElse(now);
        Instant from = time(request, "from").orElse(to.minus(Duration.ofHours(hours.getAsLong())));
        if (!from.isBefore(to) || Duration.between(from, to).toHours() > MOST_HOURS) {
            throw new Wrong("from: expected a time before the end, and at most " + MOST_HOURS + " hours");
        }
        return between(from, to, zone(request), columns);
    }

    /** Makes the steps of a time, so that there are at most about so many. */
    private static OverviewSpan between(Instant from, Instant to, ZoneId zone, int columns) {
        Duration step = PlotSteps.of(Duration.between(from, to), columns);
        return new OverviewSpan(PlotSteps.floor(from, step, zone, to), to, step, zone);
    }

    /** Returns the time of the same length before this one. */
    OverviewSpan before() {
        return new OverviewSpan(from.minus(Duration.between(from, to)), from, step, zone);
    }

    /** Reads the zone of days. */
    private static ZoneId zone(AdminRequest request) throws Wrong {
        try {
            return ZoneId.of(request.parameter("zone").orElse("UTC"));
        } catch (DateTimeException e) {
            throw new Wrong("zone: expected the name of a time zone like Europe/Berlin");
        }
    }

    private static Optional<Instant> time(AdminRequest request, String name) throws Wrong {
        Optional<String> text = request.parameter(name);
        try {
            return text.map(time -> OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            throw new Wrong(name + ": expected a time like 2026-03-01T12:00:00Z");
        }
    }
}
