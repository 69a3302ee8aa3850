package dev.jenvoy.hook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The events that senders are known to send, from their public documentation. Unknown events work too. The list keeps
 * the hooks of a longer event from running for a shorter one, and helps to find typing errors.
 */
public final class KnownEvents {

    private static final List<String> NAMES = read();

    private KnownEvents() {}

    public static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /** Returns every known event, sorted. */
    static List<String> names() {
        return NAMES;
    }

    /** Returns the known event that is longer than this one and begins the file's name, if any. */
    static Optional<String> longerIn(String fileName, String event) {
        return NAMES.stream()
                .filter(known -> known.length() > event.length() && known.startsWith(event))
                .filter(fileName::startsWith)
                .findFirst();
    }

    /** Returns the known event that was probably meant; empty if no event is similar. */
    public static Optional<String> nearest(String name) {
        return NAMES.stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(name, known)))
                .filter(known -> EditDistance.between(name, known) * 3 <= name.length());
    }

    private static List<String> read() {
        try (InputStream in = Objects.requireNonNull(KnownEvents.class.getResourceAsStream("known-events.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> List.of(line.trim().split("\\s+")).stream())
                    .sorted()
                    .distinct()
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
