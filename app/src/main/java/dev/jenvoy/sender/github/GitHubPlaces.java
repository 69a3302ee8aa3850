package dev.jenvoy.sender.github;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says where senders whose payloads are like GitHub's differ in the places of facts. Of several places for one fact the first
 * counts that is there. Sources: GitHub's documentation of webhook events; {@code modules/structs/hook.go} of Gitea
 * and Forgejo; {@code PullRequest} of Gogs' API.
 *
 * @param owners what an owner's name is made of
 * @param repositories the repository's object, where that is not at GitHub's place
 * @param ownerNames the owner's name in that object
 * @param accounts the owner's name where neither a repository nor an {@code organization.login} tells it
 * @param bases the base branch of a pull request
 * @param commits the commit, by event
 * @param senders who caused the event, where that is not at GitHub's place
 * @param refs the reference
 * @param titles the title of what an event is about, but a push
 * @param fullRefs whether the {@code ref} of a created or deleted branch or tag may be a full one
 */
record GitHubPlaces(
        Pattern owners,
        List<String> repositories,
        List<String> ownerNames,
        List<String> accounts,
        List<String> bases,
        List<String> commits,
        List<String> senders,
        List<String> refs,
        List<String> titles,
        boolean fullRefs) {

    private static final List<String> COMMITS = List.of(
            "pull_request.head.sha",
            "check_run.head_sha",
            "check_suite.head_sha",
            "workflow_run.head_sha",
            "workflow_job.head_sha",
            "merge_group.head_sha",
            "deployment.sha",
            "comment.commit_id",
            "build.commit");

    private static final List<String> TITLES = List.of(
            "pull_request.title",
            "issue.title",
            "discussion.title",
            "release.name",
            "release.tag_name",
            "workflow_run.display_title",
            "workflow_run.head_commit.message",
            "check_suite.head_commit.message",
            "merge_group.head_commit.message",
            "commit.commit.message",
            "milestone.title");

    /** GitHub. An installation of an app tells the account that installed it. */
    static final GitHubPlaces GITHUB = new GitHubPlaces(
            Pattern.compile("[A-Za-z0-9_-]{1,100}"),
            List.of(),
            List.of("owner.login", "owner.name", "owner.username"),
            List.of("installation.account.login", "account.login"),
            List.of("pull_request.base.ref"),
            COMMITS,
            List.of(),
            List.of("ref"),
            TITLES,
            false);

    /**
     * Gitea, Forgejo and Gogs. Their owners may hold dots, and what they call an owner's name is for people to read. Forgejo
     * tells of its actions in {@code run} alone and names created branches in full; a package may be of no repository.
     */
    static final GitHubPlaces GITEA = new GitHubPlaces(
            Pattern.compile("[A-Za-z0-9_.-]{1,100}"),
            List.of("run.repository"),
            List.of("owner.login", "owner.username"),
            List.of("organization.username", "package.owner.login"),
            List.of("pull_request.base.ref", "pull_request.base_branch"),
            Stream.concat(COMMITS.stream(), Stream.of("run.commit_sha")).toList(),
            List.of("run.trigger_user.login"),
            List.of("ref", "run.prettyref"),
            Stream.concat(TITLES.stream(), Stream.of("run.title")).toList(),
            true);
}
