package dev.jenvoy.hook;

import java.util.Optional;

/**
 * How a file belongs to a subject.
 *
 * @param parent the name of the subject's that it has, or that its own begins with
 * @param child whether it goes on after that
 */
public record Match(BaseName parent, boolean child) {

    /** By the first of the subject's names, the place at which it runs; empty when it is none of its hooks. */
    public static Optional<Match> of(HookSelector subject, String path, ChildRule rule) {
        return subject.parents().stream()
                .flatMap(parent -> by(parent, path, rule).stream())
                .findFirst();
    }

    /** By this name. */
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
