package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads payloads of GitLab, also those of system hooks, whose kind names the event. GitLab says {@code update} for much of what
 * happens; what was changed is in {@code changes}.
 */
final class GitLabHappenings {

    /** The events that can tell of something. */
    static final Set<String> EVENTS = Set.of("merge_request_hook", "push_hook", "release_hook", "system_hook");

    private final Facts facts;
    private final Node root;
    private final HappeningMaker maker;

    private GitLabHappenings(Facts facts, Node root, HappeningMaker maker) {
        this.facts = facts;
        this.root = root;
        this.maker = maker;
    }

    static List<TicketHappening> read(Facts facts, Node root, HappeningMaker maker) throws WrongType {
        Node project = root.at("project");
        HappeningMaker known = maker.withHost(ServerHost.of(project, "web_url", "git_http_url"))
                .withDefaultBranch(project.text("default_branch"));
        return new GitLabHappenings(facts, root, known).happenings();
    }

    private List<TicketHappening> happenings() throws WrongType {
        String event = facts.event().name();
        String kind = event.equals("system_hook") ? root.firstText("object_kind", "event_name") : event;
        return switch (kind) {
            case "merge_request", "merge_request_hook" -> mergeRequest();
            case "push", "push_hook" -> pushed();
            case "release", "release_hook" -> release();
            default -> List.of();
        };
    }

    private List<TicketHappening> mergeRequest() throws WrongType {
        Node node = root.at("object_attributes");
        PullRequest pull = pull(node);
        String changed = node.text("updated_at");
        return switch (node.text("action")) {
            case "open" -> maker.opened(pull, node.firstText("created_at", "updated_at"), root.list("reviewers"));
            case "reopen" -> maker.pullRequest(HappeningKind.REOPENED, pull, changed);
            case "update" -> updated(pull, changed);
            case "approved" ->
                maker.pullRequest(HappeningKind.APPROVED, pull, root.at("user").text("username") + " " + changed);
            case "merge" -> maker.merged(pull);
            case "close" -> maker.pullRequest(HappeningKind.CLOSED, pull, changed);
            default -> List.of();
        };
    }

    private List<TicketHappening> updated(PullRequest pull, String changed) throws WrongType {
        Node changes = root.at("changes");
        List<TicketHappening> all = new ArrayList<>();
        boolean wasDraft = draft(changes, "previous");
        boolean isDraft = draft(changes, "current");
        if (wasDraft != isDraft) {
            HappeningKind kind = isDraft ? HappeningKind.DRAFT : HappeningKind.OPENED;
            all.addAll(maker.pullRequest(kind, pull, changed));
        }
        Reviewers reviewers = new Reviewers(changes.at("reviewers"));
        if (reviewers.areAsked()) {
            all.addAll(maker.review(pull));
        }
        if (reviewers.askForChanges()) {
            String by = root.at("user").text("username");
            all.addAll(maker.pullRequest(HappeningKind.CHANGES, pull, by + " " + changed));
        }
        return all;
    }

    /** Older versions tell of drafts by the title alone. */
    private static boolean draft(Node changes, String when) throws WrongType {
        return changes.has("draft")
                ? changes.at("draft").flag(when)
                : DraftTitle.of(changes.atIfAny("title").textIfAny(when));
    }

    private PullRequest pull(Node merge) throws WrongType {
        String source = merge.text("source_project_id");
        return new PullRequest(
                merge.text("iid"),
                merge.textIfAny("title"),
                merge.textIfAny("description"),
                merge.text("target_branch"),
                merge.text("source_branch"),
                merge.text("last_commit.id"),
                merge.flag("draft") || merge.flag("work_in_progress"),
                source.isEmpty() || !source.equals(merge.text("target_project_id")),
                merge.text("url"),
                SenderTime.of(merge.textIfAny("updated_at")));
    }

    private List<TicketHappening> pushed() throws WrongType {
        if (facts.branch() == null || facts.deletion()) {
            return List.of();
        }
        String name = facts.branch().name();
        String before = root.text("before");
        String after = root.text("after");
        String url = root.at("project").text("web_url");
        List<HappeningMaker.Commit> commits = HappeningMaker.commits(root, "id");
        List<TicketHappening> all = new ArrayList<>();
        if (NoCommit.is(before)) {
            all.addAll(maker.branch(name, after, url));
        }
        all.addAll(maker.pushed(name, before, after, url, commits));
        return all;
    }

    /** GitLab has neither drafts of releases nor prereleases. */
    private List<TicketHappening> release() throws WrongType {
        return root.text("action").equals("create")
                ? maker.release(
                        HappeningKind.RELEASE,
                        root.firstText("id", "tag"),
                        root.textIfAny("name"),
                        root.textIfAny("description"),
                        root.text("url"))
                : List.of();
    }

    /** The reviewers of a merge request before and after a change. */
    private record Reviewers(Node change) {

        /** Returns whether somebody is a reviewer now, or is asked again. */
        boolean areAsked() throws WrongType {
            List<String> before = change.texts("previous", "id");
            for (Node reviewer : change.list("current")) {
                if (!before.contains(reviewer.text("id")) || reviewer.flag("re_requested")) {
                    return true;
                }
            }
            return false;
        }

        /** Returns whether a reviewer asks for changes who did not before. */
        boolean askForChanges() throws WrongType {
            return asking("current") > asking("previous");
        }

        private int asking(String when) throws WrongType {
            int asking = 0;
            for (Node reviewer : change.list(when)) {
                asking += reviewer.text("state").equals("requested_changes") ? 1 : 0;
            }
            return asking;
        }
    }
}
