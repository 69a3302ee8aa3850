package dev.jenvoy.ticket.options;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code tickets} of the configuration.
 *
 * @param workersFile unotify's file of workers; absolute
 * @param stateFiles the folder in which state files lie; absolute
 * @param trackers the trackers by name
 * @param shown the section as it may be shown, without secrets
 * @param places where its keys are in the file
 */
public record TicketsOptions(
        Optional<Path> workersFile,
        Path stateFiles,
        Map<String, TrackerOptions> trackers,
        Map<String, Object> shown,
        KeyPlaces places) {

    /** What is in force when the configuration has lost the section: no tracker. */
    public static final TicketsOptions NONE =
            new TicketsOptions(Optional.empty(), Path.of("/"), Map.of(), Map.of(), KeyPlaces.NONE);

    public TicketsOptions {
        trackers = Collections.unmodifiableMap(new LinkedHashMap<>(trackers));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "TicketsOptions" + shown;
    }
}
