package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.BaseName;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.Match;
import dev.jenvoy.hook.NameRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file that is almost a hook of a selector, and why it is not.
 *
 * @param nearness how much is missing
 */
record NearMiss(Nearness nearness, String path, String why) {

    /** From a missing permission of the file to a name for something else. */
    enum Nearness {
        FILE,
        NAME,
        MODE,
        CASE,
        ELSEWHERE
    }

    /** Returns a near miss; empty for a file that has nothing in common with the selector. */
    static Optional<NearMiss> of(FolderTree.Node node, HookSelector subject, ChildRule rule) {
        return byFile(node, subject, rule)
                .or(() -> byName(node, subject))
                .or(() -> byMode(node, subject, rule))
                .or(() -> byCase(node, subject, rule))
                .or(() -> byOwner(node, subject, rule))
                .or(() -> byBranch(node, subject));
    }

    private static Optional<NearMiss> byFile(FolderTree.Node node, HookSelector subject, ChildRule rule) {
        if (Match.of(subject, node.path(), rule).isEmpty()) {
            return Optional.empty();
        }
        String why = NameRule.never(name(node))
                .orElseGet(() -> HookFile.look(node.file()).why());
        return why.isEmpty() ? Optional.empty() : Optional.of(new NearMiss(Nearness.FILE, node.path(), why));
    }

    /** Finds a file that is rejected as a child, or is a leftover of a hook. */
    private static Optional<NearMiss> byName(FolderTree.Node node, HookSelector subject) {
        String name = name(node);
        for (BaseName parent : subject.parents()) {
            if (!node.path().equals(parent.folder() + name)) {
                continue;
            }
            boolean begins = HookFolder.goesOn(parent, name, ChildRule.PREFIX);
            Optional<String> never = NameRule.never(name);
            if (never.isPresent() && (begins || strip(name).equals(parent.name()))) {
                return Optional.of(new NearMiss(Nearness.NAME, node.path(), never.get()));
            }
            if (begins) {
                Optional<String> refused = HookFolder.whyNoChild(parent, name);
                if (refused.isPresent()) {
                    return Optional.of(new NearMiss(
                            Nearness.NAME, node.path(), "no child of " + parent.path() + ": " + refused.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Removes the marks of hidden files and editors. */
    private static String strip(String name) {
        return name.replaceAll("^[.#]+|#$", "");
    }

    private static Optional<NearMiss> byMode(FolderTree.Node node, HookSelector subject, ChildRule rule) {
        return Match.of(subject, node.path(), rule.other())
                .map(match -> new NearMiss(
                        Nearness.MODE,
                        node.path(),
                        "only in " + rule.other().word() + " mode a child of "
                                + match.parent().path()));
    }

    private static Optional<NearMiss> byCase(FolderTree.Node node, HookSelector subject, ChildRule rule) {
        String path = fold(node.path());
        return first(subject.parents(), parent -> {
            BaseName folded = new BaseName(fold(parent.folder()), fold(parent.name()), parent.bare());
            return Match.by(folded, path, rule)
                    .map(match -> new NearMiss(
                            Nearness.CASE,
                            node.path(),
                            "differs in capital letters from " + (match.child() ? "a child of " : "") + parent.path()));
        });
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Optional<NearMiss> byOwner(FolderTree.Node node, HookSelector subject, ChildRule rule) {
        if (!node.path().startsWith("@")) {
            return Optional.empty();
        }
        HookSelector anyOwner = subject.ofAnyOwner();
        for (int slash = node.path().indexOf('/');
                slash > 0;
                slash = node.path().indexOf('/', slash + 1)) {
            if (Match.of(anyOwner, node.path().substring(slash + 1), rule).isPresent()) {
                String of = node.path().substring(1, slash);
                String have = subject.owner() == null
                        ? "this delivery has none"
                        : "this one's is " + subject.owner().name();
                return Optional.of(
                        new NearMiss(Nearness.ELSEWHERE, node.path(), "it is for owner " + of + "; " + have));
            }
        }
        return Optional.empty();
    }

    /** Finds a file for this event or every event, and this repository, but another branch. */
    private static Optional<NearMiss> byBranch(FolderTree.Node node, HookSelector subject) {
        return first(subject.parents(), parent -> {
            if (parent.bare() || !node.path().startsWith(parent.path() + "-")) {
                return Optional.empty();
            }
            String rest = node.path().substring(parent.path().length() + 1);
            if (subject.branch() == null) {
                return Optional.of(new NearMiss(
                        Nearness.ELSEWHERE,
                        node.path(),
                        "it is for a branch " + rest + "; this delivery has none (a tag is not a branch)"));
            }
            String have = subject.branch().name();
            String why = rest.equals(have) && !HookSelector.mayNameHooks(subject.branch())
                    ? "a branch whose name contains + or = has no hooks of its own"
                    : "it is for a branch " + rest + "; this one's is " + have;
            return Optional.of(new NearMiss(Nearness.ELSEWHERE, node.path(), why));
        });
    }

    private static Optional<NearMiss> first(List<BaseName> parents, Function<BaseName, Optional<NearMiss>> look) {
        return parents.stream().flatMap(parent -> look.apply(parent).stream()).findFirst();
    }

    private static String name(FolderTree.Node node) {
        return node.path().substring(node.path().lastIndexOf('/') + 1);
    }
}
