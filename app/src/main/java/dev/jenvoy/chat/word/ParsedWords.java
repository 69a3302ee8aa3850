package dev.jenvoy.chat.word;

import java.util.List;

/**
 * The result of reading words.
 *
 * @param words the words that are right
 * @param troubles what is wrong with the others, in their order
 */
public record ParsedWords(EventWords words, List<WordTrouble> troubles) {
    public ParsedWords {
        troubles = List.copyOf(troubles);
    }
}
