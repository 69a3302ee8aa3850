package dev.jenvoy.chat.word;

import java.util.List;

/**
 * The result of reading words.
 *
 * @param words the words that are right
 * @param troubles what is wrong with the others, in their order
 * @param doubts what may be a mistake in words that are taken as they are: actions that no sender documents
 */
public record ParsedWords(EventWords words, List<WordTrouble> troubles, List<WordTrouble> doubts) {
    public ParsedWords {
        troubles = List.copyOf(troubles);
        doubts = List.copyOf(doubts);
    }
}
