package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.delivery.pattern.Glob;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A condition for all events of a route.
 *
 * @param subject what it is about
 * @param wanted whether it has to hold, or must not hold
 * @param glob the pattern of a label or author, without case
 */
record Condition(Subject subject, boolean wanted, Optional<Glob> glob) implements Word {

    /** Things that have labels. Bitbucket has no labels. */
    private static final Set<String> LABELED = Set.of("issue", "pull request", "merge request", "discussion");

    /** What conditions are about. */
    enum Subject {
        LABEL,
        AUTHOR,
        BOT,
        DRAFT
    }

    /** Returns whether the condition holds for this message, wanted or not. */
    boolean holds(Message message) {
        return switch (subject) {
            case LABEL ->
                Stream.concat(message.labels().stream(), Stream.of(message.label()))
                        .anyMatch(this::fits);
            case AUTHOR -> fits(message.actor());
            case BOT -> message.flags().bot() || message.actor().endsWith("[bot]");
            case DRAFT -> message.flags().draft();
        };
    }

    /** Returns whether the condition can hold for messages of this kind; a push cannot have a label. */
    boolean applies(Message message) {
        return subject != Subject.LABEL || (LABELED.contains(message.kind()) && message.family() != Family.BITBUCKET);
    }

    private boolean fits(String text) {
        return !text.isEmpty()
                && glob.filter(pattern -> pattern.matchesIgnoringCase(text)).isPresent();
    }
}
