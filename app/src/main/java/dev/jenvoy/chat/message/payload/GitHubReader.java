package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;

/** Reads payloads of GitHub, and of Gitea, Forgejo and Gogs, whose payloads are alike. */
final class GitHubReader {

    private GitHubReader() {}

    static void read(Family family, Facts facts, Node root, MessageBuilder message) throws WrongType {
        Node repository = root.at("repository");
        String repoUrl = repository.text("html_url");
        message.repoUrl(repoUrl).url(repoUrl);
        putActor(root, message);
        readEvent(family, facts.event().name(), root, message);
    }

    /** The pusher is known without a sender too; GitHub calls a deploy key {@code none}. */
    private static void putActor(Node root, MessageBuilder message) throws WrongType {
        Node sender = root.at("sender");
        String login = sender.firstText("login", "username");
        if (sender.isThere()) {
            message.actor(login).actorUrl(sender.text("html_url"));
        } else {
            String pusher = root.at("pusher").firstText("username", "login", "name");
            message.actor(pusher.equals("none") ? "" : pusher);
        }
        message.bot(sender.text("type").equals("Bot") || login.endsWith("[bot]"));
    }

    private static void readEvent(Family family, String event, Node root, MessageBuilder message) throws WrongType {
        switch (event) {
            case "push" -> GitHubPush.push(root, message);
            case "create" -> GitHubPush.createdOrDeleted(root, message.created(true));
            case "delete" -> GitHubPush.createdOrDeleted(root, message.deleted(true));
            case "pull_request",
                    "pull_request_sync",
                    "pull_request_assign",
                    "pull_request_label",
                    "pull_request_milestone",
                    "pull_request_review_request" -> GitHubIssues.pullRequest(root, message);
            case "pull_request_review",
                    "pull_request_approved",
                    "pull_request_rejected",
                    "pull_request_comment",
                    "pull_request_review_approved",
                    "pull_request_review_rejected" -> GitHubIssues.review(event, root, message);
            case "pull_request_review_comment" -> GitHubIssues.reviewComment(root, message);
            case "issues", "issue_assign", "issue_label", "issue_milestone" -> GitHubIssues.issue(root, message);
            case "issue_comment" -> GitHubIssues.issueComment(root, message);
            case "commit_comment" -> GitHubIssues.commitComment(root, message);
            case "discussion" -> GitHubIssues.discussion(root, message);
            case "discussion_comment" -> GitHubIssues.discussionComment(root, message);
            case "workflow_run" -> GitHubRuns.workflowRun(root, message);
            case "workflow_job" -> GitHubRuns.workflowJob(root, message);
            case "check_run" -> GitHubRuns.checkRun(root, message);
            case "check_suite" -> GitHubRuns.checkSuite(root, message);
            case "action_run_failure", "action_run_recover", "action_run_success" ->
                GitHubRuns.forgejoRun(event, root, message);
            case "status" -> GitHubRuns.status(root, message);
            case "deployment", "deployment_status" -> GitHubRuns.deployment(root, message);
            case "page_build" -> GitHubRuns.pageBuild(root, message);
            default -> GitHubOthers.read(family, event, root, message);
        }
    }
}
