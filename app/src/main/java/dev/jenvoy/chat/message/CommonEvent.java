package dev.jenvoy.chat.message;

import java.util.HashMap;
import java.util.Map;

/**
 * What an event is called at GitHub. Senders have names of their own for the same events; a Bitbucket name often says what
 * happened too. Sentences and event words are written for these common names.
 *
 * @param name GitHub's name of the event, or the sender's own if GitHub has no such event
 * @param action what happened, if the sender's name of the event says it; else empty
 */
public record CommonEvent(String name, String action) {

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

    /** Returns what the event of this message is called at GitHub; the action is the message's. */
    public static CommonEvent of(Message message) {
        return new CommonEvent(nameOf(message), message.action());
    }

    private static String nameOf(Message message) {
        String action = message.action();
        return switch (message.event()) {
            case "merge_request_hook" ->
                action.equals("approved") || action.equals("dismissed") ? "pull_request_review" : "pull_request";
            case "note_hook" -> nameOfNote(message.kind());
            default -> named(message.event()).name();
        };
    }

    private static String nameOfNote(String about) {
        return switch (about) {
            case "commit" -> "commit_comment";
            case "issue", "merge request" -> "issue_comment";
            default -> "note_hook";
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
