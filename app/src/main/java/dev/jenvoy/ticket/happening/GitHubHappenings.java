package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads payloads of GitHub, and of Gitea, Forgejo and Gogs, whose payloads are alike. */
final class GitHubHappenings {

    /** The events that can tell of something. */
    static final Set<String> EVENTS = Set.of(
            "pull_request",
            "pull_request_review_request",
            "pull_request_review",
            "pull_request_approved",
            "pull_request_review_approved",
            "pull_request_rejected",
            "pull_request_review_rejected",
            "create",
            "push",
            "release");

    private final Facts facts;
    private final Node root;
    private final HappeningMaker maker;

    /** Whether a title can make a draft of a pull request, as in Gitea. */
    private final boolean titleMakesDraft;

    private GitHubHappenings(Facts facts, Node root, HappeningMaker maker, boolean titleMakesDraft) {
        this.facts = facts;
        this.root = root;
        this.maker = maker;
        this.titleMakesDraft = titleMakesDraft;
    }

    static List<TicketHappening> gitHub(Facts facts, Node root, HappeningMaker maker) throws WrongType {
        return read(facts, root, maker, false);
    }

    static List<TicketHappening> gitea(Facts facts, Node root, HappeningMaker maker) throws WrongType {
        return read(facts, root, maker, true);
    }

    private static List<TicketHappening> read(Facts facts, Node root, HappeningMaker maker, boolean gitea)
            throws WrongType {
        Node repository = root.at("repository");
        HappeningMaker known = maker.withHost(ServerHost.of(repository, "html_url", "clone_url"))
                .withDefaultBranch(repository.text("default_branch"));
        return new GitHubHappenings(facts, root, known, gitea).happenings();
    }

    private List<TicketHappening> happenings() throws WrongType {
        return switch (facts.event().name()) {
            case "pull_request", "pull_request_review_request" -> pullRequest();
            case "pull_request_review" -> review(root.at("review").text("state").toLowerCase(Locale.ROOT));
            case "pull_request_approved", "pull_request_review_approved" -> review("approved");
            case "pull_request_rejected", "pull_request_review_rejected" -> review("changes_requested");
            case "create" -> branch();
            case "push" -> pushed();
            case "release" -> release();
            default -> List.of();
        };
    }

    private List<TicketHappening> pullRequest() throws WrongType {
        Node node = root.at("pull_request");
        PullRequest pull = pull(node);
        String changed = node.text("updated_at");
        return switch (root.text("action")) {
            case "opened" -> maker.opened(pull, node.firstText("created_at", "updated_at"), List.of());
            case "ready_for_review" -> maker.pullRequest(HappeningKind.OPENED, pull, changed);
            case "converted_to_draft" -> maker.pullRequest(HappeningKind.DRAFT, pull, changed);
            case "edited" -> edited(pull, changed);
            case "reopened" -> maker.pullRequest(HappeningKind.REOPENED, pull, changed);
            case "review_requested" -> maker.review(pull);
            case "closed" ->
                node.flag("merged")
                        ? maker.merged(pull)
                        : maker.pullRequest(HappeningKind.CLOSED, pull, node.firstText("closed_at", "updated_at"));
            default -> List.of();
        };
    }

    /** In Gitea a pull request becomes a draft, and ceases to be one, by a change of its title. */
    private List<TicketHappening> edited(PullRequest pull, String changed) throws WrongType {
        String before = root.atIfAny("changes").atIfAny("title").textIfAny("from");
        boolean wasDraft = DraftTitle.of(before);
        if (!titleMakesDraft || before.isEmpty() || wasDraft == DraftTitle.of(pull.title())) {
            return List.of();
        }
        return maker.pullRequest(wasDraft ? HappeningKind.OPENED : HappeningKind.DRAFT, pull, changed);
    }

    /** Gitea's reviews have no id: their author and the time of the change tell them apart. */
    private List<TicketHappening> review(String state) throws WrongType {
        String action = root.text("action");
        if (!action.equals("submitted") && !action.equals("reviewed")) {
            return List.of();
        }
        Node node = root.at("pull_request");
        String id = root.at("review").text("id");
        String by = root.at("sender").firstText("login", "username") + " " + node.text("updated_at");
        String detail = id.isEmpty() ? by : id;
        return switch (state) {
            case "approved" -> maker.pullRequest(HappeningKind.APPROVED, pull(node), detail);
            case "changes_requested" -> maker.pullRequest(HappeningKind.CHANGES, pull(node), detail);
            default -> List.of();
        };
    }

    private PullRequest pull(Node pull) throws WrongType {
        String title = pull.textIfAny("title");
        boolean draft = pull.flag("draft") || (titleMakesDraft && DraftTitle.of(title));
        return new PullRequest(
                pull.text("number"),
                title,
                pull.textIfAny("body"),
                pull.firstText("base.ref", "base_branch"),
                pull.firstText("head.ref", "head_branch"),
                pull.text("head.sha"),
                draft,
                !isSame(repository(pull, "base"), repository(pull, "head")),
                pull.text("html_url"),
                SenderTime.latest(
                        pull.textIfAny("updated_at"),
                        pull.textIfAny("closed_at"),
                        pull.textIfAny("merged_at"),
                        root.atIfAny("review").textIfAny("submitted_at")));
    }

    /** Gogs has the repositories beside their branches. */
    private static Node repository(Node pull, String side) throws WrongType {
        return pull.has(side) ? pull.at(side).at("repo") : pull.at(side + "_repo");
    }

    /** The repository of a fork that was deleted is not there. */
    private static boolean isSame(Node one, Node other) throws WrongType {
        String id = one.text("id");
        String name = one.text("full_name");
        return id.isEmpty() ? !name.isEmpty() && name.equals(other.text("full_name")) : id.equals(other.text("id"));
    }

    private List<TicketHappening> branch() throws WrongType {
        if (facts.branch() == null || !root.text("ref_type").equals("branch")) {
            return List.of();
        }
        String made = root.text("sha");
        String detail = made.isEmpty() ? root.at("repository").text("pushed_at") : made;
        return maker.branch(facts.branch().name(), detail, root.at("repository").text("html_url"));
    }

    private List<TicketHappening> pushed() throws WrongType {
        if (facts.branch() == null || facts.tag() != null || facts.deletion()) {
            return List.of();
        }
        List<HappeningMaker.Commit> commits = HappeningMaker.commits(root, "id");
        String url = root.firstText("compare", "compare_url");
        return maker.pushed(facts.branch().name(), root.text("before"), root.text("after"), url, commits);
    }

    /** GitHub tells of one release up to three times: created, published, released. A draft is no release yet. */
    private List<TicketHappening> release() throws WrongType {
        Node release = root.at("release");
        boolean isPrerelease = release.flag("prerelease");
        HappeningKind kind = isPrerelease ? HappeningKind.PRERELEASE : HappeningKind.RELEASE;
        boolean isPublished =
                switch (root.text("action")) {
                    case "published" -> true;
                    case "released" -> !isPrerelease;
                    case "prereleased" -> isPrerelease;
                    default -> false;
                };
        String id = release.firstText("id", "tag_name");
        return isPublished && !release.flag("draft")
                ? maker.release(
                        kind, id, release.textIfAny("name"), release.textIfAny("body"), release.text("html_url"))
                : List.of();
    }
}
