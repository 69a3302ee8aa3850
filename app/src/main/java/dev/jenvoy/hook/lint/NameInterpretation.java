package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.KnownEvents;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a hook's name says: which deliveries it answers to.
 *
 * @param event the event, {@code null} for every one
 * @param owner the owner, {@code null} for any
 * @param repository the repository, {@code null} for any or none
 * @param branch the branch, {@code null} for any or none
 * @param childOf the name that it is a child of, {@code null} where it is the name itself
 */
public record NameInterpretation(
        @Nullable String event,
        @Nullable String owner,
        @Nullable String repository,
        @Nullable String branch,
        @Nullable String childOf) {

    /** In words: {@code push, repository a, branch b}. */
    public String words() {
        StringBuilder words = new StringBuilder(event == null ? "every event" : event);
        if (owner != null) {
            words.append(", owner ").append(owner);
        }
        if (repository != null) {
            words.append(", repository ").append(repository);
        }
        if (branch != null) {
            words.append(", branch ").append(branch);
        }
        if (childOf != null) {
            words.append(" (child of ").append(childOf).append(')');
        }
        return words.toString();
    }

    boolean isKnown() {
        return event == null || KnownEvents.contains(event);
    }
}
