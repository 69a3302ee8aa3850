package dev.jenvoy.chat.word;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of words at its blanks. Double quotes keep blanks together, within a word too, and are taken out. */
public final class WordSplitter {

    private WordSplitter() {}

    /** Returns the words of a line. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Returns a word so that it can be split off again. */
    public static String quoted(String word) {
        boolean blank = word.isEmpty() || word.chars().anyMatch(Character::isWhitespace);
        return blank ? '"' + word + '"' : word;
    }
}
