package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads payloads of GitLab, also those that come as system hooks: their kind names the event that they are like. */
final class GitLabReader {

    /** The user names that GitLab makes for the access tokens of projects and groups. */
    private static final Pattern TOKEN_USER = Pattern.compile("(?:project|group)_[0-9]+_bot\\w*");

    private static final Map<String, String> EVENTS = Map.of(
            "push", "push_hook",
            "tag_push", "tag_push_hook",
            "issue", "issue_hook",
            "note", "note_hook",
            "merge_request", "merge_request_hook",
            "pipeline", "pipeline_hook",
            "build", "job_hook",
            "release", "release_hook",
            "wiki_page", "wiki_page_hook",
            "deployment", "deployment_hook");

    private GitLabReader() {}

    static void read(Facts facts, Node root, MessageBuilder message) throws WrongType {
        Node project = root.at("project");
        String repoUrl = project.firstText("web_url", "homepage");
        if (repoUrl.isEmpty()) {
            repoUrl = root.at("repository").text("homepage");
        }
        message.repoUrl(repoUrl).url(repoUrl);
        putActor(root, message);
        String event = facts.event().name();
        if (event.equals("system_hook")) {
            event = EVENTS.getOrDefault(root.firstText("object_kind", "event_name"), event);
            message.event(event);
        }
        readEvent(event, repoUrl, root, message);
    }

    private static void putActor(Node root, MessageBuilder message) throws WrongType {
        String pusher = root.firstText("user_username", "user_name");
        Node user = root.atIfAny("user");
        String login = user.firstText("username", "name");
        String actor = login.isEmpty() ? pusher : login;
        message.actor(actor).bot(TOKEN_USER.matcher(actor).matches() || actor.endsWith("[bot]"));
    }

    private static void readEvent(String event, String repoUrl, Node root, MessageBuilder message) throws WrongType {
        switch (event) {
            case "push_hook", "tag_push_hook" -> GitLabPush.push(repoUrl, root, message);
            case "issue_hook", "confidential_issue_hook" -> GitLabIssues.issue(root, message);
            case "merge_request_hook" -> GitLabIssues.mergeRequest(root, message);
            case "note_hook", "confidential_note_hook" -> GitLabIssues.note(root, message);
            case "pipeline_hook" -> GitLabRuns.pipeline(repoUrl, root, message);
            case "job_hook" -> GitLabRuns.job(repoUrl, root, message);
            case "deployment_hook" -> GitLabRuns.deployment(root, message);
            case "release_hook" -> release(root, message);
            case "wiki_page_hook" -> wikiPage(root, message);
            default -> unknown(root, message);
        }
    }

    /** GitLab has no drafts of releases: one that is created is published. */
    private static void release(Node root, MessageBuilder message) throws WrongType {
        message.kind("release")
                .tag(root.text("tag"))
                .branch("")
                .title(root.text("name"))
                .body(root.text("description"))
                .sha(root.at("commit").text("id"))
                .url(root.text("url"))
                .action(
                        switch (root.text("action")) {
                            case "create" -> "published";
                            case "update" -> "edited";
                            case "delete" -> "deleted";
                            default -> root.text("action");
                        });
    }

    private static void wikiPage(Node root, MessageBuilder message) throws WrongType {
        Node page = root.at("object_attributes");
        message.kind("wiki page")
                .target(page.text("title"))
                .title(page.text("title"))
                .url(page.text("url"))
                .action(
                        switch (page.text("action")) {
                            case "create" -> "created";
                            case "update" -> "edited";
                            case "delete" -> "deleted";
                            default -> page.text("action");
                        });
    }

    /** An event that is not known may have anything anywhere, so no type is wrong. */
    private static void unknown(Node root, MessageBuilder message) {
        Node thing = root.atIfAny("object_attributes");
        String url = thing.textIfAny("url");
        message.number(thing.textIfAny("iid")).title(thing.textIfAny("title"));
        if (!url.isEmpty()) {
            message.url(url);
        }
    }
}
