package dev.jenvoy.sender.github;

import dev.jenvoy.sender.sample.Sample;
import java.util.List;

/** Lists the samples of GitHub's payloads. */
public final class GitHubSamples {

    /** All of them, in the order in which they are listed. */
    public static final List<Sample> ALL = List.of(
            push("push", "two commits pushed to a branch"),
            sample("push-tag", "push", "a tag pushed"),
            sample("push-delete", "push", "a branch deleted by a push; runs no hook"),
            sample("ping", "ping", "the ping that GitHub sends for a new webhook; runs no hook"),
            sample("pull_request", "pull_request", "a pull request opened against a branch"),
            sample("issues", "issues", "an issue opened"),
            sample("release", "release", "a release published"),
            sample("create", "create", "a branch created, or with --tag a tag"),
            sample("delete", "delete", "a branch deleted, or with --tag a tag"),
            sample("workflow_run", "workflow_run", "a workflow completed on a branch"));

    private GitHubSamples() {}

    /** Describes a push in GitHub's form, sent as this event. GitHub has one event for branches and tags, but two payloads. */
    public static Sample push(String event, String about) {
        return sample("push", event, about).whenTagged("push-tag");
    }

    private static Sample sample(String name, String event, String about) {
        return Sample.of(GitHubSamples.class, name, event, about);
    }
}
