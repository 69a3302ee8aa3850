package dev.jenvoy.chat.word;

import java.util.Optional;

/**
 * Says what is wrong with a word.
 *
 * @param word the word as it was written, harmless and cut
 * @param text what is wrong, such as {@code unknown event nope}
 * @param nearest the known event that may be meant
 */
public record WordTrouble(String word, String text, Optional<String> nearest) {

    static WordTrouble of(String word, String text) {
        return new WordTrouble(word, text, Optional.empty());
    }

    /** Returns what is wrong, with the event that may be meant. */
    public String advice() {
        return nearest.map(name -> text + " (did you mean " + name + "?)").orElse(text);
    }
}
