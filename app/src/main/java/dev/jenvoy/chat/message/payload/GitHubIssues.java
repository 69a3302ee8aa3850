package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.Locale;

/** Reads issues, pull requests, discussions, and what people write about them. */
final class GitHubIssues {

    private static final String ISSUE = "issue";
    private static final String PULL_REQUEST = "pull request";
    private static final String DISCUSSION = "discussion";

    private GitHubIssues() {}

    static void pullRequest(Node root, MessageBuilder message) throws WrongType {
        Node pull = putPullRequest(root, message);
        String action = root.text("action");
        boolean merged = pull.flag("merged");
        message.action(
                switch (action) {
                    case "closed" -> merged ? "merged" : "closed";
                    case "synchronize", "synchronized" -> "updated";
                    case "label_updated" -> "labeled";
                    case "label_cleared" -> "unlabeled";
                    default -> action;
                });
        if (action.equals("opened")) {
            message.body(pull.text("body"));
        }
        message.before(root.text("before"));
        putPeople(root, pull, message);
        Node reviewer = root.at("requested_reviewer");
        message.reviewer(
                reviewer.isThere()
                        ? reviewer.firstText("login", "username")
                        : root.at("requested_team").text("name"));
    }

    /** Gitea says in the event's name what GitHub says in the review's state. */
    static void review(String event, Node root, MessageBuilder message) throws WrongType {
        Node pull = putPullRequest(root, message);
        Node review = root.at("review");
        String action = root.text("action");
        String state =
                switch (event) {
                    case "pull_request_approved", "pull_request_review_approved" -> "approved";
                    case "pull_request_rejected", "pull_request_review_rejected" -> "changes_requested";
                    case "pull_request_comment" -> "commented";
                    default -> review.text("state").toLowerCase(Locale.ROOT);
                };
        String url = review.text("html_url");
        message.action(action.equals("edited") || action.equals("dismissed") || state.isEmpty() ? action : state)
                .state(state)
                .body(review.firstText("body", "content"))
                .reviewer(review.at("user").text("login"))
                .url(url.isEmpty() ? pull.text("html_url") : url);
    }

    static void reviewComment(Node root, MessageBuilder message) throws WrongType {
        putPullRequest(root, message);
        putComment(root.at("comment"), message);
    }

    static void issue(Node root, MessageBuilder message) throws WrongType {
        Node issue = root.at("issue");
        putIssue(issue, message);
        String action = root.text("action");
        message.kind(ISSUE)
                .url(issue.text("html_url"))
                .action(
                        switch (action) {
                            case "label_updated" -> "labeled";
                            case "label_cleared" -> "unlabeled";
                            default -> action;
                        })
                .reason(action.equals("closed") ? issue.text("state_reason") : "")
                .target(root.at("changes").atIfAny("new_repository").text("full_name"));
        if (action.equals("opened")) {
            message.body(issue.text("body"));
        }
        putPeople(root, issue, message);
    }

    static void issueComment(Node root, MessageBuilder message) throws WrongType {
        Node issue = root.at("issue");
        putIssue(issue, message);
        message.kind(issue.at("pull_request").isThere() || root.flag("is_pull") ? PULL_REQUEST : ISSUE);
        putComment(root.at("comment"), message);
    }

    static void commitComment(Node root, MessageBuilder message) throws WrongType {
        Node comment = root.at("comment");
        message.kind("commit");
        putComment(comment, message);
        message.sha(comment.text("commit_id"));
    }

    static void discussion(Node root, MessageBuilder message) throws WrongType {
        Node discussion = putDiscussion(root, message);
        String action = root.text("action");
        String answer = root.at("answer").text("html_url");
        message.url(answer.isEmpty() ? discussion.text("html_url") : answer);
        if (action.equals("created")) {
            message.body(discussion.text("body"));
        }
        message.label(root.at("label").text("name"));
    }

    static void discussionComment(Node root, MessageBuilder message) throws WrongType {
        putDiscussion(root, message);
        putComment(root.at("comment"), message);
    }

    /** Returns the pull request, whose page is the message's, unless a reader puts a better one. */
    private static Node putPullRequest(Node root, MessageBuilder message) throws WrongType {
        Node pull = root.at("pull_request");
        putIssue(pull, message);
        String base = pull.text("base.ref");
        String home = pull.text("base.repo.full_name");
        Refs.putBranch(base, message);
        message.kind(PULL_REQUEST)
                .url(pull.text("html_url"))
                .base(base)
                .head(pull.text("head.ref"))
                .sha(pull.text("head.sha"))
                .state(pull.text("state"))
                .draft(pull.flag("draft"))
                .sameRepository(!home.isEmpty() && home.equals(pull.text("head.repo.full_name")));
        return pull;
    }

    private static void putIssue(Node issue, MessageBuilder message) throws WrongType {
        message.number(issue.text("number"))
                .title(issue.text("title"))
                .state(issue.text("state"))
                .labels(issue.texts("labels", "name"))
                .age(Times.between(issue.text("created_at"), issue.text("updated_at")));
    }

    private static Node putDiscussion(Node root, MessageBuilder message) throws WrongType {
        Node discussion = root.at(DISCUSSION);
        putIssue(discussion, message);
        message.kind(DISCUSSION).category(discussion.at("category").text("name"));
        return discussion;
    }

    /** GitHub names who was assigned beside the thing; Gitea only says who is assigned now. */
    private static void putPeople(Node root, Node thing, MessageBuilder message) throws WrongType {
        Node beside = root.at("assignee");
        String action = root.text("action");
        message.label(root.at("label").text("name"));
        if (beside.isThere()) {
            message.assignee(beside.firstText("login", "username"));
        } else if (action.equals("assigned")) {
            message.assignee(thing.at("assignee").firstText("login", "username"));
        }
    }

    /** A comment on code that has changed since has no line any more, only the line that it had. */
    private static void putComment(Node comment, MessageBuilder message) throws WrongType {
        message.url(comment.text("html_url"))
                .body(comment.text("body"))
                .file(comment.text("path"))
                .line(comment.firstText("line", "original_line"));
    }
}
