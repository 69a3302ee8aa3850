package dev.jenvoy.ticket.key;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a text from its begin, and says where a key closes its ticket: behind a word of closing in the same line, directly or
 * in a list, such as {@code closes SOC-1, #7 and SOC-3}. A comment or a tag counts as nothing.
 */
final class ClosingWords {

    private static final Set<String> CLOSING = Set.of(
            "close",
            "closes",
            "closed",
            "closing",
            "fix",
            "fixes",
            "fixed",
            "fixing",
            "resolve",
            "resolves",
            "resolved",
            "resolving",
            "implement",
            "implements",
            "implemented",
            "implementing",
            "complete",
            "completes",
            "completed",
            "completing");

    /** Words that may stand in a list of tickets. */
    private static final Set<String> LISTING = Set.of(
            "and", "also", "both", "the", "issue", "issues", "ticket", "tickets", "bug", "bugs", "story", "stories",
            "task", "tasks", "jira");

    private static final int MAX_WORD_CHARS = 20;
    private static final String SENTENCE_ENDS = ".!?;";
    private static final String URL_ENDS = ")]>\"";

    private final String text;
    private final HiddenParts hidden;
    private int at;
    private boolean closes;

    /** Where the word began in which this is; -1 outside of words. */
    private int wordStart = -1;

    private boolean inUrl;

    ClosingWords(String text) {
        this.text = text;
        this.hidden = new HiddenParts(text);
    }

    /** Returns whether a key closes its ticket that begins here. The places must not decrease. */
    boolean closesAt(int place) {
        while (at < place) {
            HiddenParts.@Nullable Part part = hidden.endingBehind(at);
            if (part != null && part.from() <= at) {
                skip(part);
            } else {
                take();
            }
        }
        return closes;
    }

    private void skip(HiddenParts.Part part) {
        endWord();
        inUrl = false;
        closes &= part.reason() == LookAlike.Reason.COMMENT || part.reason() == LookAlike.Reason.TAG;
        while (at < part.to()) {
            closes &= text.charAt(at) != '\n';
            at++;
        }
    }

    private void take() {
        int character = text.codePointAt(at);
        boolean isInWord = !inUrl && isPart(character);
        if (isInWord && wordStart < 0) {
            wordStart = at;
        } else if (!isInWord) {
            endWord();
            punctuation(character);
        }
        at += Character.charCount(character);
    }

    private static boolean isPart(int character) {
        return Letters.isWord(character)
                || Letters.isInvisible(character)
                || character == '-'
                || character == '\''
                || character == '$';
    }

    private void punctuation(int character) {
        if (inUrl) {
            inUrl = !Character.isWhitespace(character) && URL_ENDS.indexOf(character) < 0;
        }
        if (character == '\n') {
            closes = false;
        } else if (!inUrl) {
            boolean endsSentence = SENTENCE_ENDS.indexOf(character) >= 0
                    && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
            closes &= !endsSentence && character != '/';
        }
    }

    private void endWord() {
        if (wordStart < 0) {
            return;
        }
        String word = bareWord();
        inUrl = (word.equals("http") || word.equals("https")) && text.startsWith("://", at);
        boolean isNamed = inUrl || word.isEmpty() || LISTING.contains(word) || endsLikeKey();
        closes = CLOSING.contains(word) || (closes && isNamed);
        wordStart = -1;
    }

    /** Returns the word without signs of emphasis and invisible characters around it, in lower case; the begin of a long one. */
    private String bareWord() {
        int from = wordStart;
        int to = Math.min(at, wordStart + 2 * MAX_WORD_CHARS);
        while (from < to && isSign(text.charAt(from))) {
            from++;
        }
        while (to > from && isSign(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean isSign(char character) {
        return character == '_' || character == '-' || character == '\'' || Letters.isInvisible(character);
    }

    /** Returns whether the word is a number, or has a dash in front of one: a key, or the number of an issue. */
    private boolean endsLikeKey() {
        int digits = at;
        while (digits > wordStart && Letters.isDigitAt(text, digits - 1)) {
            digits--;
        }
        return digits < at && (digits == wordStart || text.charAt(digits - 1) == '-');
    }
}
