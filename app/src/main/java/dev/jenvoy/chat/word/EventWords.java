package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The words of one route. A message matches if a wanted event word means it, no unwanted word does, and each kind of condition
 * with a plus is met by at least one of its words. Immutable.
 */
public final class EventWords {

    private final List<String> texts;
    private final List<EventWord> events = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();

    EventWords(List<String> texts, List<Word> words) {
        this.texts = List.copyOf(texts);
        for (Word word : words) {
            if (word instanceof EventWord event) {
                events.add(event);
            } else if (word instanceof Condition condition) {
                conditions.add(condition);
            }
        }
    }

    /**
     * Reads words, each of which may be in quotes or have quotes around its pattern.
     *
     * @param known the names of events that are taken, such as {@link EventNames#ALL}
     * @return the words that are right, and what is wrong with the others
     */
    public static ParsedWords parse(List<String> words, Set<String> known) {
        return WordParser.parse(words, known);
    }

    /** Reads words that are separated by blanks. Quotes keep blanks together: {@code push +label:"help wanted"}. */
    public static ParsedWords parse(String words, Set<String> known) {
        return WordParser.parse(WordSplitter.split(words), known);
    }

    /** Returns the words as they were written, without their quotes. */
    public List<String> texts() {
        return texts;
    }

    /** Returns whether there is a word for a wanted event; without one no message matches. */
    public boolean hasEvent() {
        return events.stream().anyMatch(EventWord::wanted);
    }

    /** Returns whether the route wants this message. */
    public boolean matches(Message message) {
        return isMeant(message) && isWanted(message, word -> word.isExplicit() || !isToldByPush(message));
    }

    /** Returns whether the route would want this message if a push did not tell of it, too. */
    public boolean leavesToPush(Message message) {
        return isMeant(message) && isWanted(message, word -> true) && !matches(message);
    }

    private boolean isMeant(Message message) {
        return !(isPush(message) && message.flags().mergeQueue()) && !isUnwanted(message);
    }

    private boolean isUnwanted(Message message) {
        if (events.stream().anyMatch(word -> !word.wanted() && word.means(message))) {
            return true;
        }
        Set<Condition.Subject> unmet = EnumSet.noneOf(Condition.Subject.class);
        Set<Condition.Subject> met = EnumSet.noneOf(Condition.Subject.class);
        for (Condition condition : conditions) {
            boolean holds = condition.holds(message);
            if (!condition.wanted() && holds) {
                return true;
            }
            if (condition.wanted() && condition.applies(message)) {
                (holds ? met : unmet).add(condition.subject());
            }
        }
        unmet.removeAll(met);
        return !unmet.isEmpty();
    }

    private boolean isWanted(Message message, Predicate<EventWord> counts) {
        return events.stream().anyMatch(word -> word.wanted() && word.means(message) && counts.test(word));
    }

    /** A pull request whose branch is in the repository itself is updated by a push, which the route may want too. */
    private boolean isToldByPush(Message message) {
        return message.common().name().equals("pull_request")
                && message.action().equals("updated")
                && message.flags().sameRepository()
                && matches(Message.about(message.family(), "push")
                        .repo(message.repo())
                        .actor(message.actor())
                        .bot(message.flags().bot())
                        .branch(message.head())
                        .build());
    }

    private static boolean isPush(Message message) {
        String event = message.common().name();
        return event.equals("push") || event.equals("tag_push_hook");
    }

    /** Returns the words as they can be read again, separated by blanks. */
    @Override
    public String toString() {
        return texts.stream().map(WordSplitter::quoted).collect(Collectors.joining(" "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventWords words && texts.equals(words.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
