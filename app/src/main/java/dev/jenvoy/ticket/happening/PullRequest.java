package dev.jenvoy.ticket.happening;

/**
 * A pull request, whatever its sender calls it. What a payload does not say is empty.
 *
 * @param base the branch that it goes to
 * @param head the branch that it comes from
 * @param sha the last commit of that branch
 * @param fromFork whether that branch is not known to be in the same repository
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
        String url) {

    /** Returns what happened if it was opened as it is now, or just became a draft or ceased to be one. */
    HappeningKind openedKind() {
        return draft ? HappeningKind.DRAFT : HappeningKind.OPENED;
    }
}
