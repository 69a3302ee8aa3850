package dev.jenvoy.ticket.happening;

import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import dev.jenvoy.ticket.key.KeyRule;
import dev.jenvoy.ticket.key.KeySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes happenings of one delivery. Without what tells one occasion from another it makes nothing.
 *
 * @param sender the name of the sender
 * @param host the host of its server, see {@link ServerHost}; empty if the payload does not say it
 * @param repository the full name of the repository
 * @param defaultBranch the repository's default branch; empty if the payload does not say it
 * @param cut whether texts are shorter than in the payload
 */
record HappeningMaker(String sender, String host, String repository, String defaultBranch, boolean cut) {

    private static final int SHOWN_SHA_CHARS = 8;

    /** A commit of a push. */
    record Commit(String sha, String message) {}

    /**
     * Returns the commits of a push, in the order of the payload.
     *
     * @param push what has the list {@code commits}
     * @param id where each of them has its digest
     */
    static List<Commit> commits(Node push, String id) throws WrongType {
        List<Commit> commits = new ArrayList<>();
        for (Node commit : push.list("commits")) {
            commits.add(new Commit(commit.text(id), commit.textIfAny("message")));
        }
        return commits;
    }

    HappeningMaker withDefaultBranch(String branch) {
        return new HappeningMaker(sender, host, repository, branch, cut);
    }

    HappeningMaker withHost(String server) {
        return new HappeningMaker(sender, server, repository, defaultBranch, cut);
    }

    /** @param detail what tells this from the same kind of happening of the same pull request */
    List<TicketHappening> pullRequest(HappeningKind kind, PullRequest pull, String detail) {
        if (pull.number().isEmpty()) {
            return List.of();
        }
        return happening(
                kind,
                List.of("pr", pull.number(), kind.word(), detail),
                pull.number(),
                pull.base(),
                pull.fromFork(),
                pull.url(),
                pull.time(),
                List.of(
                        source("title", pull.title(), KeyRule.LINE),
                        source("branch", pull.head(), KeyRule.BRANCH),
                        source("body", pull.body(), KeyRule.CLOSING)));
    }

    /**
     * Who opens a pull request may name its reviewers in it, which other senders tell apart.
     *
     * @param made when it was opened
     */
    List<TicketHappening> opened(PullRequest pull, String made, List<Node> reviewers) {
        List<TicketHappening> all =
                new ArrayList<>(pullRequest(pull.openedKind(), pull.openedAt(SenderTime.of(made)), made));
        if (!reviewers.isEmpty()) {
            all.addAll(review(pull));
        }
        return all;
    }

    /** The end of a pull request counts once, for a head that does not change any more. */
    List<TicketHappening> merged(PullRequest pull) {
        HappeningKind kind =
                Reverts.isRevert(pull.title(), pull.head()) ? HappeningKind.REVERTED : HappeningKind.MERGED;
        return pullRequest(kind, pull, pull.sha());
    }

    /** Reviews are asked for one reviewer at a time: for each state of the branch they count once. */
    List<TicketHappening> review(PullRequest pull) {
        return pullRequest(HappeningKind.REVIEW, pull, pull.sha());
    }

    List<TicketHappening> branch(String name, String detail, String url) {
        return happening(
                HappeningKind.BRANCH,
                List.of("branch", name, detail),
                "",
                name,
                false,
                url,
                Optional.empty(),
                List.of(source("branch", name, KeyRule.BRANCH)));
    }

    List<TicketHappening> pushed(String branch, String before, String after, String url, List<Commit> commits) {
        if (after.isEmpty()) {
            return List.of();
        }
        List<KeySource> sources = new ArrayList<>();
        for (Commit commit : commits) {
            String sha = commit.sha();
            String shown = sha.length() <= SHOWN_SHA_CHARS ? sha : sha.substring(0, SHOWN_SHA_CHARS);
            sources.add(source("commit " + shown, commit.message(), KeyRule.LINE));
        }
        List<String> occasion = List.of("push", branch, before, after);
        return happening(HappeningKind.PUSHED, occasion, "", branch, false, url, Optional.empty(), sources);
    }

    List<TicketHappening> release(HappeningKind kind, String id, String name, String body, String url) {
        if (id.isEmpty()) {
            return List.of();
        }
        return happening(
                kind,
                List.of(kind.word(), id),
                "",
                "",
                false,
                url,
                Optional.empty(),
                List.of(source("name", name, KeyRule.LINE), source("body", body, KeyRule.MARKUP)));
    }

    private KeySource source(String place, String text, KeyRule rule) {
        return new KeySource(place, text, rule, cut);
    }

    private List<TicketHappening> happening(
            HappeningKind kind,
            List<String> occasion,
            String number,
            String base,
            boolean fromFork,
            String url,
            Optional<Instant> time,
            List<KeySource> sources) {
        if (repository.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(sender, host, repository));
        words.addAll(occasion);
        return List.of(new TicketHappening(
                kind, Occasion.of(words), number, repository, base, defaultBranch, fromFork, url, time, sources));
    }
}
