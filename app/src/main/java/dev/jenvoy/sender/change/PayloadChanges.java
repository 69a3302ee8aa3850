package dev.jenvoy.sender.change;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.change.Changes;
import dev.jenvoy.delivery.change.ChangesReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes by the shape of the payload. GitHub, Gitea, Forgejo, Gogs and GitLab have a list of commits with the files of
 * each. All of them cut that list: GitHub at 2,048 commits, Gitea and GitLab where the count beside it is larger. Bitbucket
 * has at most five commits for each branch, without files.
 */
public final class PayloadChanges implements ChangesReader {

    /** GitHub's documentation of the event push names it. */
    private static final int MOST_COMMITS_OF_GITHUB = 2_048;

    /** How many paths are kept. A push with more of them counts as one whose list was cut. */
    private static final int MAX_PATHS = 100_000;

    private static final String COMMITS = "commits";
    private static final List<String> FILE_LISTS = List.of("added", "modified", "removed");

    @Override
    public Changes read(Facts facts, Object payload) {
        List<String> labels = labels(payload);
        @Nullable List<?> commits = JsonTree.list(payload, COMMITS);
        if (commits != null) {
            return ofCommits(commits, isWhole(commits, payload), labels);
        }
        @Nullable List<?> branches = JsonTree.list(payload, "push", "changes");
        if (branches != null) {
            return ofBitbucket(branches, labels);
        }
        // Whatever has no commits is the doing of the one who caused it.
        List<Set<String>> authors = facts.sender() == null ? List.of() : List.of(Set.of(facts.sender()));
        return new Changes(List.of(), false, authors, true, labels);
    }

    /** Returns whether the list has every commit that the push brought. */
    private static boolean isWhole(List<?> commits, Object payload) {
        // A branch that is set back, or made of commits that were there, has changes that are in no list.
        return !commits.isEmpty()
                && commits.size() < MOST_COMMITS_OF_GITHUB
                && !JsonTree.flag(payload, "forced")
                && atMost(JsonTree.at(payload, "total_commits"), commits.size())
                && atMost(JsonTree.at(payload, "total_commits_count"), commits.size())
                && atMost(JsonTree.at(payload, "size"), commits.size());
    }

    private static boolean atMost(@Nullable Object count, int most) {
        return !(count instanceof Number number) || number.longValue() <= most;
    }

    private static Changes ofCommits(List<?> commits, boolean whole, List<String> labels) {
        Set<String> paths = new LinkedHashSet<>();
        List<Set<String>> authors = new ArrayList<>();
        boolean filesKnown = true;
        for (Object commit : commits) {
            for (String name : FILE_LISTS) {
                @Nullable List<?> files = JsonTree.list(commit, name);
                filesKnown &= files != null;
                if (files != null && paths.size() + files.size() <= MAX_PATHS) {
                    files.forEach(file -> paths.add(String.valueOf(file)));
                } else {
                    filesKnown = false;
                }
            }
            add(
                    names(JsonTree.at(commit, "author"), "username", "email", "name", "emailAddress", "displayName"),
                    authors);
        }
        return new Changes(List.copyOf(paths), whole && filesKnown, authors, whole, labels);
    }

    private static Changes ofBitbucket(List<?> branches, List<String> labels) {
        List<Set<String>> authors = new ArrayList<>();
        boolean whole = true;
        for (Object branch : branches) {
            @Nullable List<?> commits = JsonTree.list(branch, COMMITS);
            whole &= commits != null
                    && !commits.isEmpty()
                    && !JsonTree.flag(branch, "truncated")
                    && !JsonTree.flag(branch, "forced");
            for (Object commit : commits == null ? List.of() : commits) {
                Set<String> names =
                        names(JsonTree.at(commit, "author", "user"), "nickname", "display_name", "account_id");
                names.addAll(raw(JsonTree.text(commit, "author", "raw")));
                add(names, authors);
            }
        }
        return new Changes(List.of(), false, authors, whole, labels);
    }

    /** Splits {@code Ann Example <ann@example.org>}. */
    private static List<String> raw(String author) {
        int begin = author.lastIndexOf('<');
        int end = author.lastIndexOf('>');
        return begin < 0 || end < begin
                ? List.of()
                : List.of(author.substring(0, begin).strip(), author.substring(begin + 1, end));
    }

    private static Set<String> names(@Nullable Object author, String... keys) {
        Set<String> names = new LinkedHashSet<>();
        for (String key : keys) {
            names.add(JsonTree.text(author, key));
        }
        return names;
    }

    private static void add(Set<String> names, List<Set<String>> authors) {
        names.remove("");
        if (!names.isEmpty() && !authors.contains(names)) {
            authors.add(names);
        }
    }

    private static List<String> labels(Object payload) {
        for (String thing : List.of("pull_request", "issue")) {
            @Nullable List<?> labels = JsonTree.list(payload, thing, "labels");
            if (labels != null) {
                return texts(labels, "name");
            }
        }
        // GitLab has them beside the object, and in it since 2020.
        @Nullable List<?> labels = JsonTree.list(payload, "labels");
        @Nullable List<?> own = labels == null ? JsonTree.list(payload, "object_attributes", "labels") : labels;
        return own == null ? List.of() : texts(own, "title");
    }

    private static List<String> texts(List<?> labels, String key) {
        List<String> texts = new ArrayList<>();
        for (Object label : labels) {
            String text = label instanceof String plain ? plain : JsonTree.text(label, key);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }
}
