package dev.jenvoy.delivery;

/** The ASCII characters that a name may be made of. Names are looked at some ten times a delivery. */
final class Alphabet {

    private final boolean[] letters = new boolean[128];

    private Alphabet() {}

    /** Lower-case letters, digits and what else is named. */
    static Alphabet lower(String others) {
        Alphabet alphabet = new Alphabet();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            alphabet.letters[letter] = true;
        }
        for (char digit = '0'; digit <= '9'; digit++) {
            alphabet.letters[digit] = true;
        }
        others.chars().forEach(other -> alphabet.letters[other] = true);
        return alphabet;
    }

    /** The same with upper-case letters. */
    static Alphabet of(String others) {
        Alphabet alphabet = lower(others);
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            alphabet.letters[letter] = true;
        }
        return alphabet;
    }

    /** Whether a text is made of these alone and has one at least, but no more than {@code longest}. */
    boolean spells(String text, int longest) {
        int length = text.length();
        if (length == 0 || length > longest) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            char letter = text.charAt(at);
            if (letter >= letters.length || !letters[letter]) {
                return false;
            }
        }
        return true;
    }
}
