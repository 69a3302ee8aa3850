package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.KnownEvents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One interpretation of a hook's name: the deliveries that it matches.
 *
 * @param event the event, {@code null} for every event
 * @param owner the owner, {@code null} for any
 * @param repository the repository, {@code null} for any
 * @param branch the branch, {@code null} for any
 * @param childOf the name of its parent, {@code null} if it is not a child
 */
public record NameInterpretation(
        @Nullable String event,
        @Nullable String owner,
        @Nullable String repository,
        @Nullable String branch,
        @Nullable String childOf) {

    // By hand: see Choices that were measured, in docs/concepts/performance.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NameInterpretation one
                && Objects.equals(event, one.event)
                && Objects.equals(owner, one.owner)
                && Objects.equals(repository, one.repository)
                && Objects.equals(branch, one.branch)
                && Objects.equals(childOf, one.childOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(event, owner, repository, branch, childOf);
    }

    /** Describes it: {@code push, repository a, branch b}. */
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
