package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;

/** Reads releases, stars and forks, members, wiki pages, and every event that has no reader of its own. */
final class GitHubOthers {

    private GitHubOthers() {}

    static void read(Family family, String event, Node root, MessageBuilder message) throws WrongType {
        switch (event) {
            case "release" -> release(root, message);
            case "fork" -> fork(family, root, message);
            case "star", "watch" -> message.stars(root.at("repository").firstText("stargazers_count", "stars_count"));
            case "member" -> {
                Node member = root.at("member");
                message.member(member.text("login")).url(member.text("html_url"));
            }
            case "team_add" -> message.member(root.at("team").text("name"));
            case "gollum" -> gollum(root, message);
            case "wiki" -> message.target(root.text("page")).title(root.text("page"));
            default -> unknown(root, message);
        }
    }

    private static void release(Node root, MessageBuilder message) throws WrongType {
        Node release = root.at("release");
        message.kind("release")
                .tag(release.text("tag_name"))
                .branch("")
                .title(release.text("name"))
                .body(release.text("body"))
                .prerelease(release.flag("prerelease"))
                .draft(release.flag("draft"))
                // Gitea's name.
                .action(root.text("action").equals("updated") ? "edited" : root.text("action"))
                .url(release.text("html_url"));
    }

    /** Gitea has it the other way round: its {@code repository} is the new one, its {@code forkee} the old one. */
    private static void fork(Family family, Node root, MessageBuilder message) throws WrongType {
        boolean gitea = family == Family.GITEA;
        Node made = root.at(gitea ? "repository" : "forkee");
        message.target(made.text("full_name")).url(made.text("html_url"));
        if (gitea) {
            Node old = root.at("forkee");
            message.repo(old.text("full_name")).repoUrl(old.text("html_url"));
        }
    }

    private static void gollum(Node root, MessageBuilder message) throws WrongType {
        Node page = root.first("pages");
        message.action(page.text("action"))
                .target(page.firstText("title", "page_name"))
                .title(page.firstText("title", "page_name"))
                .url(page.text("html_url"))
                .count(root.list("pages").size());
    }

    /** An event that is not known may have anything anywhere, so no type is wrong. */
    private static void unknown(Node root, MessageBuilder message) {
        Node issue = root.atIfAny("issue");
        Node thing = issue.isThere() ? issue : root.atIfAny("pull_request");
        message.number(thing.textIfAny("number")).title(thing.textIfAny("title"));
        if (thing.isThere()) {
            message.url(thing.textIfAny("html_url"));
        }
    }
}
