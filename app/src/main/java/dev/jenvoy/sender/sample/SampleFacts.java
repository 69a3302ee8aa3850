package dev.jenvoy.sender.sample;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the facts that a sample is about.
 *
 * @param owner the organisation
 * @param repository the repository's name without its owner
 * @param branch the branch that was asked for; null for the default
 * @param tag the tag that was asked for; null for the default, and where there is a choice, for a branch
 */
public record SampleFacts(
        String owner,
        String repository,
        @Nullable String branch,
        @Nullable String tag) {

    public static final String OWNER = "octo-org";
    public static final String REPOSITORY = "site";
    public static final String BRANCH = "main";
    public static final String TAG = "v1.4.0";

    private static final Set<String> EITHER = Set.of("ref", "name", "type");

    static final SampleFacts DEFAULT = new SampleFacts(OWNER, REPOSITORY, null, null);

    /** Returns the values of a template's places, such as {@code ${branch}}. */
    public Map<String, String> places() {
        String onBranch = branch == null ? BRANCH : branch;
        String onTag = tag == null ? TAG : tag;
        return Map.of(
                "owner", owner,
                "repo", repository,
                "branch", onBranch,
                "tag", onTag,
                "ref", tag == null ? "refs/heads/" + onBranch : "refs/tags/" + onTag,
                "name", tag == null ? onBranch : onTag,
                "type", tag == null ? "branch" : "tag");
    }

    /** Tells whether a template with these places shows the branch that was asked for. */
    public boolean branchIsShown(Set<String> places) {
        return branch == null
                || places.contains("branch")
                || (tag == null && places.stream().anyMatch(EITHER::contains));
    }

    /** Tells whether a template with these places shows the tag that was asked for. */
    public boolean tagIsShown(Set<String> places) {
        return tag == null || places.contains("tag") || places.stream().anyMatch(EITHER::contains);
    }
}
