package dev.jenvoy.cli.send;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a time in the configuration's format, from a millisecond to a day. */
final class SendTimeout implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,8})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            Duration time =
                    switch (form.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofHours(number);
                    };
            if (!time.isZero() && time.compareTo(Duration.ofDays(1)) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException("expected a time like 500ms, 10s or 2m, up to 24h");
    }
}
