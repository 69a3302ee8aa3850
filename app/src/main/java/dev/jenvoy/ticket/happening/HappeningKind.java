package dev.jenvoy.ticket.happening;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can happen in a repository that may move tickets. The words are the keys of {@code on}. */
public enum HappeningKind {
    /** A branch was made. */
    BRANCH,
    /** A pull request was opened as a draft, or became one. */
    DRAFT,
    /** A pull request was opened, or is no draft any more. */
    OPENED,
    /** A closed pull request was opened again. */
    REOPENED,
    /** Somebody was asked to review a pull request. */
    REVIEW,
    /** A reviewer approved a pull request. */
    APPROVED,
    /** A reviewer asked for changes of a pull request. */
    CHANGES,
    /** A pull request was merged. */
    MERGED,
    /** A pull request was merged that undoes another one. */
    REVERTED,
    /** A pull request was closed without being merged. */
    CLOSED,
    /** A release was published. */
    RELEASE,
    /** A release was published that is not meant for production. */
    PRERELEASE,
    /** Commits were pushed to a branch. */
    PUSHED;

    /** Returns the word for configuration, results and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind of this word. */
    public static Optional<HappeningKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Returns whether it counts also if the pull request comes from a fork: its text is the maintainers' by then. */
    public boolean countsFromForks() {
        return this == MERGED || this == REVERTED;
    }

    /** Returns whether it counts only on the default branch, or on the branches that the configuration lists. */
    public boolean dependsOnBranch() {
        return this == MERGED || this == REVERTED || this == PUSHED;
    }
}
