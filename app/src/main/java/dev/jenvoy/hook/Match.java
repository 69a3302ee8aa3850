package dev.jenvoy.hook;

import java.util.Optional;

/**
 * Says how a file belongs to a selector.
 *
 * @param parent the selector's name that the file's name equals or continues
 * @param child whether the file's name continues it
 */
public record Match(BaseName parent, boolean child) {

    /**
     * Matches a file by the first of the selector's names, which defines its position; empty if the file is not a hook
     * of this selector.
     */
    public static Optional<Match> of(HookSelector subject, String path, ChildRule rule) {
        return subject.parents().stream()
                .flatMap(parent -> by(parent, path, rule).stream())
                .findFirst();
    }

    /** Matches a file by this name. */
    public static Optional<Match> by(BaseName parent, String path, ChildRule rule) {
        int slash = path.lastIndexOf('/') + 1;
        if (slash != parent.folder().length() || !path.startsWith(parent.folder())) {
            return Optional.empty();
        }
        String name = path.substring(slash);
        if (name.equals(parent.name())) {
            return Optional.of(new Match(parent, false));
        }
        return HookFolder.isChild(parent, name, rule) ? Optional.of(new Match(parent, true)) : Optional.empty();
    }
}
