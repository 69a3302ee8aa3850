package dev.jenvoy.ticket.key;

/**
 * A text that may name tickets.
 *
 * @param place what it is in its delivery, such as {@code title} or {@code commit 1a2b3c4d}
 * @param text the text
 * @param rule which keys in it count
 * @param cut whether the text was longer than what is read of it
 */
public record KeySource(String place, String text, KeyRule rule, boolean cut) {

    /** Makes a source of a whole text. */
    public KeySource(String place, String text, KeyRule rule) {
        this(place, text, rule, false);
    }
}
