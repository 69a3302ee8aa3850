package dev.jenvoy.option.json;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations ({@code "500ms"}) and sizes ({@code "64KB"}, in steps of 1024). */
public final class Amounts {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Map<String, Duration> DURATION_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    /** Far below what overflows in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(B|KB|MB|GB)");
    private static final Map<String, Long> SIZE_UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    private static final long MAX_AMOUNT = 1L << 30;

    private Amounts() {}

    /** A duration longer than nothing. */
    public static final ValueReader<Duration> DURATION_ABOVE_ZERO = duration(Duration.ofMillis(1));

    /** A duration that may be nothing, {@code "0s"}. */
    public static final ValueReader<Duration> DURATION_OR_ZERO = duration(Duration.ZERO);

    /** At least one byte. */
    public static final ValueReader<Long> BYTES = (node, place) -> {
        String expected = "a size from \"1B\" to \"1GB\", like \"512B\", \"64KB\" or \"25MB\"";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        Matcher matcher = SIZE.matcher(text.value());
        if (matcher.matches()) {
            long size = Long.parseLong(matcher.group(1)) * SIZE_UNITS.getOrDefault(matcher.group(2), 0L);
            if (size >= 1 && size <= MAX_AMOUNT) {
                return Optional.of(size);
            }
        }
        return ValueReaders.refuse(text, place, expected);
    };

    /** What answers show of a hook's output lies in memory, several times over while it is recorded: a 32nd of the heap. */
    public static final long LARGEST_OUTPUT = largestOutput(Runtime.getRuntime().maxMemory());

    /** {@link #BYTES} of an output that are held in memory. */
    public static final ValueReader<Long> OUTPUT_BYTES =
            (node, place) -> BYTES.read(node, place).filter(size -> {
                boolean fits = size <= LARGEST_OUTPUT;
                if (!fits) {
                    place.error(
                            node,
                            "more than the server has memory for: expected at most \"" + (LARGEST_OUTPUT >> 20)
                                    + "MB\", a 32nd of its heap, which JENVOY_JAVA_OPTS=-Xmx... makes larger");
                }
                return fits;
            });

    private static final long LARGEST_LOG = 256L << 20;

    /** {@link #BYTES} of a log, which is a file while it is written; one transaction records it, so it has a limit. */
    public static final ValueReader<Long> LOG_BYTES =
            (node, place) -> BYTES.read(node, place).filter(size -> {
                if (size > LARGEST_LOG) {
                    place.error(node, "expected at most \"" + (LARGEST_LOG >> 20) + "MB\"");
                }
                return size <= LARGEST_LOG;
            });

    /** Whole megabytes, rounded up: the JVM says a little less than it was given. */
    public static long largestOutput(long heap) {
        long megabyte = 1L << 20;
        return Math.min(MAX_AMOUNT, (heap / 32 + megabyte - 1) / megabyte * megabyte);
    }

    /** Writes a duration as the file has it, in the largest unit that fits. */
    public static String words(Duration time) {
        long millis = time.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Writes a size as the file has it, in the largest unit that fits. */
    public static String words(long size) {
        if (size % (1 << 20) == 0) {
            return (size >> 20) + "MB";
        }
        return size % (1 << 10) == 0 ? (size >> 10) + "KB" : size + "B";
    }

    private static ValueReader<Duration> duration(Duration least) {
        String expected = "a duration of " + (least.isZero() ? "\"0s\" or more" : "more than \"0s\"")
                + " up to \"36500d\", like \"500ms\", \"8s\", \"10m\", \"2h\" or \"30d\"";
        return (node, place) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return ValueReaders.wrong(node, place, expected);
            }
            Matcher matcher = DURATION.matcher(text.value());
            if (matcher.matches()) {
                Duration unit = DURATION_UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
                Duration value = unit.multipliedBy(Long.parseLong(matcher.group(1)));
                if (value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0) {
                    return Optional.of(value);
                }
            }
            return ValueReaders.refuse(text, place, expected);
        };
    }
}
