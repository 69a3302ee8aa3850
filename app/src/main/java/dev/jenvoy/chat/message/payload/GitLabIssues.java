package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads GitLab's issues, merge requests and notes. GitLab calls most of what happens {@code update}; {@code changes} says what
 * was changed.
 */
final class GitLabIssues {

    private static final String ISSUE = "issue";
    private static final String MERGE_REQUEST = "merge request";

    private GitLabIssues() {}

    static void issue(Node root, MessageBuilder message) throws WrongType {
        Node issue = root.at("object_attributes");
        putThing(issue, ISSUE, message);
        message.url(issue.text("url")).labels(labels(root, issue));
        String action = issue.text("action");
        switch (action) {
            case "open" -> message.action("opened").body(issue.text("description"));
            case "close" -> message.action("closed");
            case "reopen" -> message.action("reopened");
            case "update" -> message.action(putChange(root.at("changes"), message));
            default -> message.action(action);
        }
    }

    static void mergeRequest(Node root, MessageBuilder message) throws WrongType {
        Node merge = root.at("object_attributes");
        putMergeRequest(merge, message);
        message.url(merge.text("url")).labels(labels(root, merge));
        String action = merge.text("action");
        switch (action) {
            case "open" -> message.action("opened").body(merge.text("description"));
            case "close" -> message.action("closed");
            case "reopen" -> message.action("reopened");
            case "merge" -> message.action("merged");
            case "approved", "approval" -> message.action("approved").state("approved");
            case "unapproved", "unapproval" -> message.action("dismissed").state("dismissed");
            case "update" -> {
                String pushed = merge.text("oldrev");
                message.before(pushed);
                String change = putChange(root.at("changes"), message);
                message.action(pushed.isEmpty() ? change : "updated");
            }
            default -> message.action(action);
        }
    }

    /** A note is about an issue, a merge request, a commit or a snippet. */
    static void note(Node root, MessageBuilder message) throws WrongType {
        Node note = root.at("object_attributes");
        Node merge = root.at("merge_request");
        Node issue = root.at("issue");
        Node commit = root.at("commit");
        if (merge.isThere()) {
            putMergeRequest(merge, message);
            message.labels(merge.texts("labels", "title"));
        } else if (issue.isThere()) {
            putThing(issue, ISSUE, message);
            message.labels(issue.texts("labels", "title"));
        } else if (commit.isThere()) {
            message.kind("commit").sha(commit.text("id"));
        } else {
            Node snippet = root.at("snippet");
            message.kind("snippet").number(snippet.text("id")).title(snippet.text("title"));
        }
        Node position = note.at("position");
        message.url(note.text("url"))
                .body(note.text("note"))
                .file(position.firstText("new_path", "old_path"))
                .line(position.firstText("new_line", "old_line"))
                .action(note.text("action").equals("update") ? "edited" : "created");
    }

    private static void putMergeRequest(Node merge, MessageBuilder message) throws WrongType {
        putThing(merge, MERGE_REQUEST, message);
        String target = merge.text("target_branch");
        String home = merge.text("target.path_with_namespace");
        Refs.putBranch(target, message);
        message.kind(MERGE_REQUEST)
                .base(target)
                .head(merge.text("source_branch"))
                .sha(merge.text("last_commit.id"))
                .draft(merge.flag("draft") || merge.flag("work_in_progress"))
                .sameRepository(!home.isEmpty() && home.equals(merge.text("source.path_with_namespace")));
    }

    private static void putThing(Node thing, String kind, MessageBuilder message) throws WrongType {
        message.kind(kind)
                .number(thing.text("iid"))
                .title(thing.text("title"))
                .state(thing.text("state"))
                .age(Times.between(thing.text("created_at"), thing.text("updated_at")));
    }

    /** The payload has the labels beside the thing, and in newer versions within it too. */
    private static List<String> labels(Node root, Node thing) throws WrongType {
        List<String> beside = root.texts("labels", "title");
        return beside.isEmpty() ? thing.texts("labels", "title") : beside;
    }

    /** Returns the action that event words have for a change, and puts the label or the person into the message. */
    private static String putChange(Node changes, MessageBuilder message) throws WrongType {
        if (changes.has("labels")) {
            List<String> added = difference(changes, "labels", "title", "current", "previous");
            List<String> removed = difference(changes, "labels", "title", "previous", "current");
            message.label(String.join(", ", added.isEmpty() ? removed : added));
            return added.isEmpty() ? "unlabeled" : "labeled";
        }
        if (changes.has("draft")) {
            return changes.at("draft").flag("current") ? "converted_to_draft" : "ready_for_review";
        }
        if (changes.has("reviewers")) {
            List<String> asked = difference(changes, "reviewers", "username", "current", "previous");
            message.reviewer(String.join(", ", asked));
            return asked.isEmpty() ? "review_request_removed" : "review_requested";
        }
        if (changes.has("assignees")) {
            List<String> added = difference(changes, "assignees", "username", "current", "previous");
            List<String> removed = difference(changes, "assignees", "username", "previous", "current");
            message.assignee(String.join(", ", added.isEmpty() ? removed : added));
            return added.isEmpty() ? "unassigned" : "assigned";
        }
        return "edited";
    }

    private static List<String> difference(Node changes, String what, String name, String in, String butNotIn)
            throws WrongType {
        List<String> names = new ArrayList<>(changes.at(what).texts(in, name));
        names.removeAll(changes.at(what).texts(butNotIn, name));
        return names;
    }
}
