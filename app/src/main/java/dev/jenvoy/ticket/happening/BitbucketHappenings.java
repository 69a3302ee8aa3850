package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Reads payloads of Bitbucket Cloud. They do not say the default branch, nor when a draft becomes ready or reviewers are asked
 * later, and they list five commits of a push at most. There are no releases.
 */
final class BitbucketHappenings {

    /** The events of the cloud and of servers that can tell of something. */
    static final Set<String> EVENTS = Set.of(
            "repo_push",
            "pullrequest_created",
            "pullrequest_fulfilled",
            "pullrequest_rejected",
            "pullrequest_approved",
            "pullrequest_changes_request_created",
            "repo_refs_changed",
            "pr_opened",
            "pr_modified",
            "pr_reopened",
            "pr_merged",
            "pr_declined",
            "pr_reviewer_updated",
            "pr_reviewer_approved",
            "pr_reviewer_changes_requested",
            "pr_reviewer_needs_work");

    private final Facts facts;
    private final Node root;
    private final HappeningMaker maker;

    private BitbucketHappenings(Facts facts, Node root, HappeningMaker maker) {
        this.facts = facts;
        this.root = root;
        this.maker = maker;
    }

    static List<TicketHappening> read(Facts facts, Node root, HappeningMaker maker) throws WrongType {
        boolean isServer = root.has("pullRequest") || facts.event().name().equals("repo_refs_changed");
        return isServer
                ? BitbucketServerHappenings.read(facts, root, maker)
                : new BitbucketHappenings(facts, root, maker.withHost(host(root))).happenings();
    }

    private static String host(Node root) {
        Node links = root.atIfAny("repository").atIfAny("links");
        return ServerHost.of(links.atIfAny("html"), "href");
    }

    private List<TicketHappening> happenings() throws WrongType {
        return switch (facts.event().name()) {
            case "repo_push" -> pushed();
            case "pullrequest_created" -> opened();
            case "pullrequest_fulfilled" -> maker.merged(pull());
            case "pullrequest_rejected" -> maker.pullRequest(HappeningKind.CLOSED, pull(), changed());
            case "pullrequest_approved" ->
                maker.pullRequest(
                        HappeningKind.APPROVED, pull(), by(root.at("approval").text("date")));
            case "pullrequest_changes_request_created" ->
                maker.pullRequest(
                        HappeningKind.CHANGES,
                        pull(),
                        by(root.at("changes_request").text("date")));
            default -> List.of();
        };
    }

    private List<TicketHappening> opened() throws WrongType {
        Node node = root.at("pullrequest");
        return maker.opened(pull(), node.firstText("created_on", "updated_on"), node.list("reviewers"));
    }

    private String changed() throws WrongType {
        return root.at("pullrequest").text("updated_on");
    }

    private String by(String time) throws WrongType {
        String actor = root.at("actor").firstText("uuid", "account_id", "nickname");
        return actor + " " + (time.isEmpty() ? changed() : time);
    }

    private PullRequest pull() throws WrongType {
        Node pull = root.at("pullrequest");
        String home = pull.text("destination.repository.full_name");
        return new PullRequest(
                pull.text("id"),
                pull.textIfAny("title"),
                pull.textIfAny("description"),
                pull.text("destination.branch.name"),
                pull.text("source.branch.name"),
                pull.text("source.commit.hash"),
                pull.flag("draft"),
                home.isEmpty() || !home.equals(pull.text("source.repository.full_name")),
                pull.text("links.html.href"),
                SenderTime.latest(
                        pull.textIfAny("updated_on"),
                        root.atIfAny("approval").textIfAny("date"),
                        root.atIfAny("changes_request").textIfAny("date")));
    }

    /** One payload may report several branches; each is a delivery of its own. */
    private List<TicketHappening> pushed() throws WrongType {
        if (facts.branch() == null || facts.deletion()) {
            return List.of();
        }
        String name = facts.branch().name();
        for (Node change : root.at("push").list("changes")) {
            Node now = change.at("new");
            if (now.text("name").equals(name) && !now.text("type").endsWith("tag")) {
                return pushed(name, change);
            }
        }
        return List.of();
    }

    private List<TicketHappening> pushed(String name, Node change) throws WrongType {
        List<HappeningMaker.Commit> commits = HappeningMaker.commits(change, "hash");
        // The newest comes first.
        Collections.reverse(commits);
        String url = change.text("links.html.href");
        String after = change.text("new.target.hash");
        List<TicketHappening> all = new ArrayList<>();
        if (!change.at("old").isThere()) {
            all.addAll(maker.branch(name, after, url));
        }
        all.addAll(maker.pushed(name, change.text("old.target.hash"), after, url, commits));
        return all;
    }
}
