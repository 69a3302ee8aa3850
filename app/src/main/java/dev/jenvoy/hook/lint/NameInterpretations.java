package dev.jenvoy.hook.lint;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.hook.BaseName;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.KnownEvents;
import dev.jenvoy.hook.Match;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the interpretations of a name. Splits the name into event, repository and branch at every possible place, and
 * checks each with {@link Match}, the rule for deliveries. An unknown event counts only if it is everything before the
 * first dash.
 */
final class NameInterpretations {

    private static final Pattern EVENT = Pattern.compile("[a-z0-9_]+");
    private static final Pattern DELIMITER = Pattern.compile("[+~=]");
    private static final Event ANY = new Event("push");

    private final String path;
    private final ChildRule rule;
    private final Predicate<String> exists;
    private final Set<NameInterpretation> found = new LinkedHashSet<>();

    private NameInterpretations(String path, ChildRule rule, Predicate<String> exists) {
        this.path = path;
        this.rule = rule;
        this.exists = exists;
    }

    /**
     * Returns every interpretation of a path below the hooks folder.
     *
     * @param exists whether a file with a path exists. In prefix mode, where any text may follow a name, only
     *     repositories and branches that a file names or a delimiter ends are used as parents
     */
    static List<NameInterpretation> of(String path, ChildRule rule, Predicate<String> exists) {
        NameInterpretations readings = new NameInterpretations(path, rule, exists);
        readings.readFrom(null, 0);
        if (path.startsWith("@")) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String owner = path.substring(1, slash);
                if (Owner.isName(owner)) {
                    readings.readFrom(new Owner(owner), slash + 1);
                }
            }
        }
        return List.copyOf(readings.found);
    }

    /** Returns whether files in a folder of this path can be hooks. */
    static boolean canHoldHooks(String folder, ChildRule rule) {
        return !of(folder + "/x", rule, name -> false).isEmpty();
    }

    /** Returns the text before the first dash, if it can be an event or {@code all}. */
    static String head(String path) {
        String name = path.startsWith("@") ? path.substring(path.lastIndexOf('/') + 1) : path;
        Matcher event = EVENT.matcher(name);
        return event.lookingAt() ? event.group() : "";
    }

    private void readFrom(@Nullable Owner owner, int start) {
        Matcher event = EVENT.matcher(path).region(start, path.length());
        if (!event.lookingAt()) {
            return;
        }
        String head = event.group();
        bare(owner, head);
        if (head.startsWith(BaseName.ALL) && !head.equals(BaseName.ALL)) {
            bare(owner, BaseName.ALL);
        }
        for (int end = head.length() - 1; end > 0; end--) {
            String shorter = head.substring(0, end);
            if (KnownEvents.contains(shorter)) {
                bare(owner, shorter);
            }
        }
        if (event.end() < path.length() && path.charAt(event.end()) == '-') {
            repositories(owner, head, event.end() + 1);
        }
    }

    private void bare(@Nullable Owner owner, String head) {
        keep(head, owner, null, null);
    }

    /**
     * Splits at the first delimiter, which neither a repository nor a branch with hooks can contain, and at every
     * existing file.
     */
    private void repositories(@Nullable Owner owner, String head, int start) {
        Matcher delimiter = DELIMITER.matcher(path).region(start, path.length());
        int end = delimiter.find() ? delimiter.start() : path.length();
        named(owner, head, start, end);
        if (rule == ChildRule.PREFIX) {
            for (int cut = Math.min(end, path.length() - 1); cut > start; cut--) {
                if (cut < end && exists.test(path.substring(0, cut))) {
                    named(owner, head, start, cut);
                }
            }
            // A name that is not valid as a whole is a child of its longest valid beginning.
            for (int cut = end - 1; cut > start && found.stream().noneMatch(r -> r.repository() != null); cut--) {
                named(owner, head, start, cut);
            }
        }
    }

    private void named(@Nullable Owner owner, String head, int start, int end) {
        int slash = path.indexOf('/', start);
        int last = slash < 0 ? end : Math.min(slash, end);
        if (slash < 0 || slash > end) {
            keep(head, owner, path.substring(start, end), null);
        }
        for (int dash = path.indexOf('-', start); dash >= 0 && dash < last; dash = path.indexOf('-', dash + 1)) {
            keep(head, owner, path.substring(start, dash), path.substring(dash + 1, end));
        }
    }

    private void keep(String head, @Nullable Owner owner, @Nullable String repository, @Nullable String branch) {
        boolean all = head.equals(BaseName.ALL);
        if ((!all && !Event.isName(head))
                || (repository != null && !Repository.isName(repository))
                || (branch != null && !RefName.isName(branch))) {
            return;
        }
        HookSelector subject = new HookSelector(
                all ? ANY : new Event(head),
                owner,
                repository == null ? null : new Repository(repository),
                branch == null ? null : new RefName(branch));
        String wanted = (owner == null ? "" : "@" + owner.name() + "/")
                + head
                + (repository == null ? "" : "-" + repository)
                + (branch == null ? "" : "-" + branch);
        for (BaseName parent : subject.parents()) {
            if (parent.path().equals(wanted)) {
                Match.by(parent, path, rule)
                        .ifPresent(match -> found.add(new NameInterpretation(
                                all ? null : head,
                                owner == null ? null : owner.name(),
                                repository,
                                branch,
                                match.child() ? parent.path() : null)));
            }
        }
    }

    /** Returns the interpretations under one rule that the other rule does not have. */
    static List<NameInterpretation> without(List<NameInterpretation> readings, List<NameInterpretation> others) {
        List<NameInterpretation> rest = new ArrayList<>(readings);
        rest.removeAll(others);
        return rest;
    }
}
