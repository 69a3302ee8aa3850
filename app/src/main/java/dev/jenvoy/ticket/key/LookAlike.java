package dev.jenvoy.ticket.key;

/**
 * Something in a text that looks like a key and does not count.
 *
 * @param text what is there, cut if it is long; may hold anything but control characters
 * @param reason why it does not count
 * @param place the place of its text, see {@link KeySource#place}
 * @param line its line in that text, from 1
 * @param column its column in that line, from 1, counted in characters
 */
public record LookAlike(String text, Reason reason, String place, int line, int column) {

    /** Why something is no key. */
    public enum Reason {
        UNKNOWN_PROJECT("its project is not configured"),
        LOWER_CASE("not in upper case"),
        NOT_A_NUMBER("not the number of a ticket"),
        PART_OF_A_WORD("part of a longer word"),
        INVISIBLE("beside an invisible character"),
        CODE("in code"),
        COMMENT("in a comment"),
        TAG("in a tag of HTML"),
        DEFINITION("in the definition of a link"),
        QUOTE("in a quoted line"),
        NO_CLOSING_WORD("after no word of closing");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Returns the reason in words. */
        public String words() {
            return words;
        }
    }
}
