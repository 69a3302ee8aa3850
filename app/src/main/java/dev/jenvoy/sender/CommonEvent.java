package dev.jenvoy.sender;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event is called at GitHub. Senders have names of their own for the same events; a Bitbucket name often says what
 * happened too. Sentences and event words are written for these common names, and hooks may be named by them.
 *
 * @param name GitHub's name of the event, or the sender's own if GitHub has no such event
 * @param action what happened, if the sender's name of the event says it; else empty
 */
public record CommonEvent(String name, String action) {

    private static final String PUSH = "push";
    private static final String REVIEW = "pull_request_review";
    private static final String MERGE_REQUEST = "merge_request_hook";
    private static final String NOTE = "note_hook";
    private static final String TAG_PUSH = "tag_push_hook";

    /** GitLab's words for a review within the event of a merge request. */
    private static final Set<String> REVIEWS = Set.of("approved", "approval", "unapproved", "unapproval");

    private static final Map<String, CommonEvent> BY_OWN_NAME = new HashMap<>();

    static {
        gitlab();
        bitbucketCloud();
        bitbucketServer();
        gitea();
    }

    /** Returns what an event of this name is called at GitHub. Nothing but the name is known. */
    public static CommonEvent named(String ownName) {
        return BY_OWN_NAME.getOrDefault(ownName, new CommonEvent(ownName, ""));
    }

    /**
     * Returns what an event with this action is called at GitHub.
     *
     * @param action what happened, as messages say it
     * @param about what a comment is about, as messages say it
     */
    public static CommonEvent of(String ownName, String action, String about) {
        String name =
                switch (ownName) {
                    case MERGE_REQUEST ->
                        action.equals("approved") || action.equals("dismissed")
                                ? REVIEW
                                : named(ownName).name();
                    case NOTE -> nameOfNote(about);
                    default -> named(ownName).name();
                };
        return new CommonEvent(name, action);
    }

    /**
     * Returns the event as hooks of all senders may be named: the sender's own if GitHub has no such event. A push of a tag is
     * a push, as at GitHub. Confidential issues and notes keep their own names, so that no hook for public ones sees them.
     */
    public static Event kind(Facts facts) {
        Event own = facts.event();
        String name =
                switch (own.name()) {
                    case TAG_PUSH -> PUSH;
                    case MERGE_REQUEST ->
                        isReview(facts.action()) ? REVIEW : named(own.name()).name();
                    case NOTE -> nameOfNote(about(facts));
                    default -> named(own.name()).name();
                };
        return name.equals(own.name()) ? own : new Event(name);
    }

    /** Returns the senders' own names of the events for which a hook of this name may also run, sorted. */
    public static List<String> ownNames(String kind) {
        Stream<String> others =
                switch (kind) {
                    case PUSH -> Stream.of(TAG_PUSH);
                    case REVIEW -> Stream.of(MERGE_REQUEST);
                    case "commit_comment" -> Stream.of(NOTE);
                    default -> Stream.empty();
                };
        Stream<String> listed = BY_OWN_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(kind))
                .map(Map.Entry::getKey);
        return Stream.concat(listed, others).sorted().toList();
    }

    private static boolean isReview(@Nullable String action) {
        return action != null && REVIEWS.contains(action);
    }

    /** Returns what a note is about: only a merge request has a number, and only a comment on a commit a commit besides. */
    private static String about(Facts facts) {
        boolean commit = facts.number() == null
                && Optional.ofNullable(facts.sha())
                        .filter(sha -> !sha.isEmpty())
                        .isPresent();
        return commit ? "commit" : "issue";
    }

    private static String nameOfNote(String about) {
        return switch (about) {
            case "commit" -> "commit_comment";
            case "issue", "merge request" -> "issue_comment";
            default -> NOTE;
        };
    }

    private static void like(String name, String action, String... ownNames) {
        for (String own : ownNames) {
            BY_OWN_NAME.put(own, new CommonEvent(name, action));
        }
    }

    private static void gitlab() {
        like("push", "", "push_hook");
        like("issues", "", "issue_hook");
        like("pull_request", "", "merge_request_hook");
        like("issue_comment", "", "note_hook");
        like("release", "", "release_hook");
        like("workflow_run", "", "pipeline_hook");
        like("workflow_job", "", "job_hook");
        like("deployment_status", "", "deployment_hook");
        like("gollum", "", "wiki_page_hook");
    }

    private static void bitbucketCloud() {
        like("push", "", "repo_push");
        like("fork", "", "repo_fork");
        like("status", "", "repo_commit_status_created", "repo_commit_status_updated");
        like("commit_comment", "created", "repo_commit_comment_created");
        like("issues", "opened", "issue_created");
        like("issues", "", "issue_updated");
        like("issue_comment", "created", "issue_comment_created", "pullrequest_comment_created");
        like("issue_comment", "edited", "pullrequest_comment_updated");
        like("issue_comment", "deleted", "pullrequest_comment_deleted");
        like("issue_comment", "resolved", "pullrequest_comment_resolved");
        like("issue_comment", "reopened", "pullrequest_comment_reopened");
        like("pull_request", "opened", "pullrequest_created");
        like("pull_request", "updated", "pullrequest_updated", "pullrequest_push");
        like("pull_request", "merged", "pullrequest_fulfilled");
        like("pull_request", "closed", "pullrequest_rejected");
        like("pull_request_review", "approved", "pullrequest_approved");
        like("pull_request_review", "dismissed", "pullrequest_unapproved", "pullrequest_changes_request_removed");
        like("pull_request_review", "changes_requested", "pullrequest_changes_request_created");
    }

    private static void bitbucketServer() {
        like("push", "", "repo_refs_changed");
        like("fork", "", "repo_forked");
        like("repository", "edited", "repo_modified", "repo_updated");
        like("repository", "transferred", "repo_transfer");
        like("repository", "deleted", "repo_deleted");
        like("commit_comment", "created", "repo_comment_added");
        like("commit_comment", "edited", "repo_comment_edited");
        like("commit_comment", "deleted", "repo_comment_deleted");
        like("issue_comment", "created", "pr_comment_added");
        like("issue_comment", "edited", "pr_comment_edited");
        like("issue_comment", "deleted", "pr_comment_deleted");
        like("pull_request", "opened", "pr_opened");
        like("pull_request", "updated", "pr_from_ref_updated");
        like("pull_request", "edited", "pr_modified", "pr_to_ref_updated");
        like("pull_request", "merged", "pr_merged");
        like("pull_request", "closed", "pr_declined");
        like("pull_request", "deleted", "pr_deleted");
        like("pull_request", "review_requested", "pr_reviewer_updated");
        like("pull_request_review", "approved", "pr_reviewer_approved");
        like("pull_request_review", "dismissed", "pr_reviewer_unapproved");
        like("pull_request_review", "changes_requested", "pr_reviewer_changes_requested", "pr_reviewer_needs_work");
    }

    private static void gitea() {
        like("issues", "", "issue_assign", "issue_label", "issue_milestone");
        like("pull_request", "", "pull_request_assign", "pull_request_label", "pull_request_milestone");
        like("pull_request", "updated", "pull_request_sync");
        like("pull_request", "", "pull_request_review_request");
        like("pull_request_review", "approved", "pull_request_approved", "pull_request_review_approved");
        like("pull_request_review", "changes_requested", "pull_request_rejected", "pull_request_review_rejected");
        like("pull_request_review", "commented", "pull_request_comment");
        like("workflow_run", "failure", "action_run_failure");
        like("workflow_run", "success", "action_run_success", "action_run_recover");
        like("gollum", "", "wiki");
    }
}
