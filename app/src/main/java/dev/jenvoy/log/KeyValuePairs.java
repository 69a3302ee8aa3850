package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * The {@code key=value} pairs of a line, by the pattern that it was logged with and not by its text: whatever a value
 * holds, it cannot pass for a pair of its own. Safe for use by several threads.
 */
final class KeyValuePairs {

    /** The name of the pair, and of the thread's own mark, that says which delivery a line is about. */
    static final String DELIVERY = "delivery";

    private static final String OURS = "jenvoy.";
    private static final Pattern VALUE = Pattern.compile("(?:([a-z][a-z0-9_]*)=\"?)?\\{}");

    /** For each pattern that has values, their names in order; empty for a value without one. */
    private static final Map<String, List<String>> NAMES = new ConcurrentHashMap<>();

    private KeyValuePairs() {}

    /** In their order; last the delivery that the thread works on, if the line does not say it. */
    static Map<String, String> of(ILoggingEvent event) {
        Map<String, String> pairs = new LinkedHashMap<>();
        @Nullable Object[] values = event.getArgumentArray();
        if (values != null && isOurs(event)) {
            List<String> names = names(event);
            for (int at = 0; at < Math.min(names.size(), values.length); at++) {
                if (!names.get(at).isEmpty() && values[at] != null) {
                    pairs.put(names.get(at), text(values[at]));
                }
            }
        }
        String delivery = event.getMDCPropertyMap().get(DELIVERY);
        if (delivery != null) {
            pairs.putIfAbsent(DELIVERY, delivery);
        }
        return pairs;
    }

    /** Whether the line's pattern is one of ours: a constant. */
    static boolean isOurs(ILoggingEvent event) {
        return event.getLoggerName().startsWith(OURS);
    }

    /** The delivery that the thread works on, where the line does not say it itself. */
    static @Nullable String unsaidDelivery(ILoggingEvent event) {
        String delivery = event.getMDCPropertyMap().get(DELIVERY);
        return delivery == null || names(event).contains(DELIVERY) ? null : delivery;
    }

    private static List<String> names(ILoggingEvent event) {
        // Patterns of ours are constants: there are as many as there are lines of code that log.
        return event.getArgumentArray() == null
                ? List.of()
                : NAMES.computeIfAbsent(String.valueOf(event.getMessage()), KeyValuePairs::parse);
    }

    private static List<String> parse(String pattern) {
        List<String> names = new ArrayList<>();
        Matcher value = VALUE.matcher(pattern);
        while (value.find()) {
            names.add(value.group(1) == null ? "" : value.group(1));
        }
        return List.copyOf(names);
    }

    static String text(@Nullable Object value) {
        if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Enum<?>) {
            return String.valueOf(value);
        }
        return String.valueOf(MessageFormatter.basicArrayFormat("{}", new @Nullable Object[] {value}));
    }
}
