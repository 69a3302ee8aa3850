package dev.jenvoy.ticket.tracker.jira;

import java.util.ArrayList;
import java.util.List;

/** Writes plain text so that Jira shows it as it is: titles are written by strangers, and a mention notifies people. */
final class JiraText {

    private static final String MARKS = "\\{}[]*_?^~!|+-#@";

    private JiraText() {}

    /** Returns the text in Jira's markup. Addresses stay links. */
    static String plain(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(isAddress(word) ? word : escaped(word));
        }
        return String.join(" ", words);
    }

    private static boolean isAddress(String word) {
        return word.matches("https?://[A-Za-z0-9.:/_%=&?#+~@,;-]+");
    }

    private static String escaped(String word) {
        StringBuilder escaped = new StringBuilder(word.length() + 8);
        for (int at = 0; at < word.length(); at++) {
            char character = word.charAt(at);
            if (MARKS.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
        }
        return escaped.toString();
    }
}
