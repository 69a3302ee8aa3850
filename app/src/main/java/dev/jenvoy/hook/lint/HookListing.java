package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.head.HookHead;
import java.util.List;
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

    /** Returns its name without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
