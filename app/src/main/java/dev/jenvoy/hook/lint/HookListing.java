package dev.jenvoy.hook.lint;

import java.util.List;
import java.util.Optional;

/**
 * One file below the hooks folder.
 *
 * @param path its path there, with slashes
 * @param readings what its name answers to; told also of a file that does not run for another reason
 * @param never why it never runs, in words; empty when it may
 * @param executable whether it is a regular executable file
 */
public record HookListing(String path, List<NameInterpretation> readings, Optional<String> never, boolean executable) {
    public HookListing {
        readings = List.copyOf(readings);
    }

    /** Its name without the folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
