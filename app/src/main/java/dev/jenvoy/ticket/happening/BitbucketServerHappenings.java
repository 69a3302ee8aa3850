package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads payloads of Bitbucket Server and Data Center. They do not say the default branch, and older versions list no commits of
 * a push. There are no releases.
 */
final class BitbucketServerHappenings {

    private static final String HEADS = "refs/heads/";

    private final Facts facts;
    private final Node root;
    private final HappeningMaker maker;

    private BitbucketServerHappenings(Facts facts, Node root, HappeningMaker maker) {
        this.facts = facts;
        this.root = root;
        this.maker = maker;
    }

    static List<TicketHappening> read(Facts facts, Node root, HappeningMaker maker) throws WrongType {
        return new BitbucketServerHappenings(facts, root, maker.withHost(host(root))).happenings();
    }

    /** Not every version has addresses of repositories; all have one of the pull request. */
    private static String host(Node root) {
        Node pull = root.atIfAny("pullRequest");
        return Stream.of(root.atIfAny("repository"), pull.atIfAny("toRef").atIfAny("repository"), pull)
                .map(node -> node.atIfAny("links").firstIfAny("self"))
                .map(self -> ServerHost.of(self, "href"))
                .filter(host -> !host.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<TicketHappening> happenings() throws WrongType {
        return switch (facts.event().name()) {
            case "repo_refs_changed" -> pushed();
            case "pr_opened" -> opened();
            case "pr_modified" -> modified();
            case "pr_reopened" -> maker.pullRequest(HappeningKind.REOPENED, pull(), time());
            case "pr_merged" -> maker.merged(pull());
            case "pr_declined" -> maker.pullRequest(HappeningKind.CLOSED, pull(), time());
            case "pr_reviewer_updated" -> root.list("addedReviewers").isEmpty() ? List.of() : maker.review(pull());
            case "pr_reviewer_approved" -> maker.pullRequest(HappeningKind.APPROVED, pull(), by());
            case "pr_reviewer_changes_requested", "pr_reviewer_needs_work" ->
                maker.pullRequest(HappeningKind.CHANGES, pull(), by());
            default -> List.of();
        };
    }

    private List<TicketHappening> opened() throws WrongType {
        PullRequest pull = pull();
        Node node = root.at("pullRequest");
        String made = node.text("createdDate");
        return maker.opened(pull, made.isEmpty() ? time() : made, node.list("reviewers"));
    }

    private List<TicketHappening> modified() throws WrongType {
        PullRequest pull = pull();
        if (!root.has("previousDraft") || root.flag("previousDraft") == pull.draft()) {
            return List.of();
        }
        return maker.pullRequest(pull.openedKind(), pull, time());
    }

    private String time() throws WrongType {
        return root.text("date");
    }

    private String by() throws WrongType {
        return root.at("actor").firstText("name", "slug", "id") + " " + time();
    }

    private PullRequest pull() throws WrongType {
        Node pull = root.at("pullRequest");
        String home = pull.text("toRef.repository.id");
        Node self = pull.at("links").first("self");
        return new PullRequest(
                pull.text("id"),
                pull.textIfAny("title"),
                pull.textIfAny("description"),
                branch(pull.text("toRef.id")),
                branch(pull.text("fromRef.id")),
                pull.text("fromRef.latestCommit"),
                pull.flag("draft"),
                home.isEmpty() || !home.equals(pull.text("fromRef.repository.id")),
                self.text("href"),
                SenderTime.of(root.textIfAny("date")));
    }

    private static String branch(String ref) {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
    }

    /** One payload may report several branches; each is a delivery of its own, and the commits are those of one alone. */
    private List<TicketHappening> pushed() throws WrongType {
        if (facts.branch() == null || facts.deletion()) {
            return List.of();
        }
        String name = facts.branch().name();
        List<Node> changes = root.list("changes");
        for (Node change : changes) {
            if (change.text("refId").equals(HEADS + name)) {
                return pushed(name, change);
            }
        }
        return List.of();
    }

    private List<TicketHappening> pushed(String name, Node change) throws WrongType {
        String before = change.text("fromHash");
        String after = change.text("toHash");
        List<HappeningMaker.Commit> commits = new ArrayList<>();
        if (root.at("toCommit").text("id").equals(after)) {
            commits.addAll(HappeningMaker.commits(root, "id"));
        }
        // The newest comes first.
        Collections.reverse(commits);
        List<TicketHappening> all = new ArrayList<>();
        if (change.text("type").equals("ADD") || NoCommit.is(before)) {
            all.addAll(maker.branch(name, after, ""));
        }
        all.addAll(maker.pushed(name, before, after, "", commits));
        return all;
    }
}
