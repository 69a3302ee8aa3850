package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.CommonEvent;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.List;
import java.util.Locale;

/** Reads payloads of Bitbucket Cloud ({@code pullrequest}), and of Bitbucket Server and Data Center ({@code pullRequest}). */
final class BitbucketReader {

    private BitbucketReader() {}

    static void read(Facts facts, Node root, MessageBuilder message) throws WrongType {
        String event = facts.event().name();
        CommonEvent like = CommonEvent.named(event);
        Node actor = root.at("actor");
        String repoUrl = page(repository(root));
        String type = actor.text("type").toLowerCase(Locale.ROOT);
        message.action(like.action())
                .repoUrl(repoUrl)
                .url(repoUrl)
                .actor(name(actor))
                .actorUrl(page(actor))
                .bot(type.equals("app_user")
                        || type.equals("appuser")
                        || name(actor).endsWith("[bot]"));
        switch (like.name()) {
            case "push" -> BitbucketPush.push(facts, root, message);
            case "pull_request", "pull_request_review" -> pullRequest(event, root, message);
            case "issues" -> issue(root, message);
            case "issue_comment", "commit_comment" -> comment(root, message);
            case "status" -> status(root, message);
            case "fork" -> {
                // A server's fork is the repository itself, and names the one that it is of.
                Node fork = root.at("fork");
                Node made = fork.isThere() ? fork : root.at("repository");
                message.target(fullName(made)).url(page(made));
            }
            default -> {}
        }
    }

    private static void pullRequest(String event, Node root, MessageBuilder message) throws WrongType {
        Node pull = putPullRequest(root, message);
        switch (event) {
            case "pullrequest_created", "pr_opened" -> message.body(pull.text("description"));
            case "pullrequest_rejected" -> message.body(pull.text("reason"));
            case "pr_reviewer_updated" -> {
                String asked = String.join(", ", root.texts("addedReviewers", "name"));
                message.reviewer(asked).action(asked.isEmpty() ? "review_request_removed" : "review_requested");
            }
            default -> {}
        }
    }

    private static Node putPullRequest(Node root, MessageBuilder message) throws WrongType {
        Node cloud = root.at("pullrequest");
        Node pull = cloud.isThere() ? cloud : root.at("pullRequest");
        String base = cloud.isThere() ? cloud.text("destination.branch.name") : Refs.branch(pull.text("toRef.id"));
        String head = cloud.isThere() ? cloud.text("source.branch.name") : Refs.branch(pull.text("fromRef.id"));
        String home = cloud.isThere()
                ? cloud.text("destination.repository.full_name")
                : fullName(pull.at("toRef.repository"));
        String origin =
                cloud.isThere() ? cloud.text("source.repository.full_name") : fullName(pull.at("fromRef.repository"));
        Refs.putBranch(base, message);
        message.kind("pull request")
                .number(pull.text("id"))
                .title(pull.text("title"))
                .state(pull.text("state").toLowerCase(Locale.ROOT))
                .url(page(pull))
                .base(base)
                .head(head)
                .sha(cloud.isThere() ? cloud.text("source.commit.hash") : pull.text("fromRef.latestCommit"))
                .draft(pull.flag("draft"))
                .sameRepository(!home.isEmpty() && home.equals(origin));
        return pull;
    }

    private static void issue(Node root, MessageBuilder message) throws WrongType {
        Node issue = putIssue(root, message);
        if (message.build().action().equals("opened")) {
            message.body(issue.text("content.raw"));
            return;
        }
        Node changes = root.at("changes");
        String state = changes.atIfAny("status").textIfAny("new");
        if (!state.isEmpty()) {
            boolean open = List.of("new", "open", "submitted", "on hold").contains(state);
            message.action(open ? "reopened" : "closed").reason(open ? "" : state);
        } else if (changes.has("assignee")) {
            String assigned = name(issue.at("assignee"));
            message.action(assigned.isEmpty() ? "unassigned" : "assigned").assignee(assigned);
        } else {
            message.action("edited");
        }
    }

    private static Node putIssue(Node root, MessageBuilder message) throws WrongType {
        Node issue = root.at("issue");
        message.kind("issue")
                .number(issue.text("id"))
                .title(issue.text("title"))
                .state(issue.text("state"))
                .url(page(issue))
                .age(Times.between(issue.text("created_on"), issue.text("updated_on")));
        return issue;
    }

    private static void comment(Node root, MessageBuilder message) throws WrongType {
        Node comment = root.at("comment");
        if (root.has("pullrequest") || root.has("pullRequest")) {
            putPullRequest(root, message);
        } else if (root.has("issue")) {
            putIssue(root, message);
        } else {
            // The cloud's commit is an object, a server's a text.
            Node commit = root.atIfAny("commit");
            String sha = commit.isThere() ? commit.text("hash") : root.textIfAny("commit");
            message.kind("commit").sha(sha.isEmpty() ? comment.text("commit.hash") : sha);
        }
        String url = page(comment);
        Node inline = comment.at("inline");
        Node anchor = comment.at("anchor");
        String body = comment.text("content.raw");
        if (!url.isEmpty()) {
            message.url(url);
        }
        message.body(body.isEmpty() ? comment.text("text") : body)
                .file(inline.isThere() ? inline.text("path") : anchor.text("path"))
                .line(inline.isThere() ? inline.firstText("to", "from") : anchor.text("line"));
    }

    private static void status(Node root, MessageBuilder message) throws WrongType {
        Node status = root.at("commit_status");
        String state =
                switch (status.text("state")) {
                    case "SUCCESSFUL" -> "success";
                    case "FAILED" -> "failure";
                    case "STOPPED" -> "error";
                    case "INPROGRESS" -> "pending";
                    default -> "";
                };
        message.kind("check")
                .workflow(status.firstText("name", "key"))
                .title(status.text("description"))
                .state(state)
                .conclusion(state)
                .action(state)
                .sha(status.text("commit.hash"))
                .branch(status.text("refname"))
                .url(status.text("url"));
    }

    private static Node repository(Node root) throws WrongType {
        Node repository = root.at("repository");
        return repository.isThere() ? repository : root.at("pullRequest.toRef.repository");
    }

    private static String fullName(Node repository) throws WrongType {
        String name = repository.text("full_name");
        String key = repository.text("project.key");
        return name.isEmpty() && !key.isEmpty() ? key + "/" + repository.text("slug") : name;
    }

    /** The cloud has a nickname or, for a team, a user name; a server has a name. */
    static String name(Node person) throws WrongType {
        return person.firstText("username", "nickname", "name", "display_name", "displayName");
    }

    /** Returns the address of a thing's page: the cloud has one, a server a list. Never its address in the API. */
    static String page(Node thing) throws WrongType {
        Node links = thing.at("links");
        String html = links.at("html").text("href");
        return html.isEmpty() && links.has("self") && !links.atIfAny("self").isThere()
                ? links.first("self").text("href")
                : html;
    }
}
