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
 * Finds the {@code key=value} pairs of a line by its pattern and not by its text, so that no value can look like a pair
 * of its own. Safe for use by several threads.
 */
final class KeyValuePairs {

    /** The key of the pair, and of the thread's own entry, that names the delivery of a line. */
    static final String DELIVERY = "delivery";

    private static final String OURS = "jenvoy.";
    private static final Pattern VALUE = Pattern.compile("(?:([a-z][a-z0-9_]*)=\"?)?\\{}");

    /** The keys of the values in order, for each pattern with values; empty for a value without a key. */
    private static final Map<String, List<String>> NAMES = new ConcurrentHashMap<>();

    private KeyValuePairs() {}

    /** Returns the pairs in order, and last the delivery that the thread works on, unless the line already names it. */
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

    /** Returns whether the pattern belongs to Jenvoy, which makes it a constant. */
    static boolean isOurs(ILoggingEvent event) {
        return event.getLoggerName().startsWith(OURS);
    }

    /** Returns the delivery that the thread works on, unless the line already names it. */
    static @Nullable String unsaidDelivery(ILoggingEvent event) {
        String delivery = event.getMDCPropertyMap().get(DELIVERY);
        return delivery == null || names(event).contains(DELIVERY) ? null : delivery;
    }

    private static List<String> names(ILoggingEvent event) {
        // Jenvoy's patterns are constants, so their number is limited.
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
