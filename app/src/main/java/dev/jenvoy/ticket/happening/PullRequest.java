package dev.jenvoy.ticket.happening;

import java.time.Instant;
import java.util.Optional;

/**
 * A pull request, whatever its sender calls it. What a payload does not say is empty.
 *
 * @param base the branch that it goes to
 * @param head the branch that it comes from
 * @param sha the last commit of that branch
 * @param fromFork whether that branch is not known to be in the same repository
 * @param time when it became as it is
 */
record PullRequest(
        String number,
        String title,
        String body,
        String base,
        String head,
        String sha,
        boolean draft,
        boolean fromFork,
        String url,
        Optional<Instant> time) {

    /** Returns it with the time at which it was opened; where that is not known, it stays. */
    PullRequest openedAt(Optional<Instant> opened) {
        return new PullRequest(
                number, title, body, base, head, sha, draft, fromFork, url, opened.isPresent() ? opened : time);
    }

    /** Returns what happened if it was opened as it is now, or just became a draft or ceased to be one. */
    HappeningKind openedKind() {
        return draft ? HappeningKind.DRAFT : HappeningKind.OPENED;
    }
}
