package dev.jenvoy.cli.deliveries;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a time as people write it: how long ago, a day, a time in this machine's zone or in another. */
public final class Since implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})(s|m|h|d|w)");

    private final InstantSource clock;
    private final ZoneId zone;

    public Since() {
        this(InstantSource.system(), ZoneId.systemDefault());
    }

    Since(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public Instant convert(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            return clock.instant()
                    .minus(
                            switch (ago.group(2)) {
                                case "s" -> Duration.ofSeconds(number);
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                case "d" -> Duration.ofDays(number);
                                default -> Duration.ofDays(7 * number);
                            });
        }
        try {
            if (text.length() == "2026-03-01".length()) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            String time = text.replace(' ', 'T');
            return time.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                    ? OffsetDateTime.parse(time).toInstant()
                    : LocalDateTime.parse(time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected a time ago like 30m, 24h or 2d, a day like 2026-03-01, or a time like 2026-03-01T12:00");
        }
    }
}
