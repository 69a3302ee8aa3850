package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.sender.CommonEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file below the hooks folder.
 *
 * @param path its path there, with slashes
 * @param readings the deliveries that its name matches; also present if it does not run for another reason
 * @param never why it never runs; empty if it may run
 * @param executable whether it is a regular executable file
 * @param head what it says of itself in its first lines
 */
public record HookListing(
        String path, List<NameInterpretation> readings, Optional<String> never, boolean executable, HookHead head) {
    public HookListing {
        readings = List.copyOf(readings);
    }

    /** Returns the senders' own names of events for which it runs, too, where common names are on; sorted. */
    public List<String> commonEvents() {
        if (never.isPresent()) {
            return List.of();
        }
        return readings.stream()
                .map(NameInterpretation::event)
                .filter(Objects::nonNull)
                .flatMap(event -> CommonEvent.ownNames(event).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns its name without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
