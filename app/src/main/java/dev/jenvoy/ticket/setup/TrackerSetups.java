package dev.jenvoy.ticket.setup;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.options.TicketsOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All trackers that can be used, and what is wrong with their files.
 *
 * @param trackers the trackers by name; empty if there are errors
 * @param problems errors and warnings
 * @param files the files as they were read, also those that cannot be used
 */
public record TrackerSetups(
        Map<String, TrackerSetup> trackers, List<FileProblem> problems, List<FileReader.Content> files) {

    /** No tracker. */
    public static final TrackerSetups NONE = new TrackerSetups(Map.of(), List.of(), List.of());

    public TrackerSetups {
        trackers = Collections.unmodifiableMap(new LinkedHashMap<>(trackers));
        problems = List.copyOf(problems);
        files = List.copyOf(files);
    }

    /** Returns whether the trackers cannot be used. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(FileProblem::isError);
    }

    /** Returns the same machines under other options: those of the trackers that are still configured. */
    public TrackerSetups under(TicketsOptions options) {
        Map<String, TrackerSetup> kept = new LinkedHashMap<>();
        options.trackers()
                .forEach((name, tracker) -> Optional.ofNullable(trackers.get(name))
                        .ifPresent(known -> kept.put(name, known.under(tracker))));
        return new TrackerSetups(kept, problems, files);
    }
}
