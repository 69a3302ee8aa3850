package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, in one sentence without the repository and without addresses.
 *
 * @param verb its main verb phrase, such as {@code force-pushed} or {@code is still failing}
 * @param pieces its pieces, in order; blanks between them are part of them
 */
public record Sentence(String verb, List<Piece> pieces) {

    public Sentence {
        pieces = List.copyOf(pieces);
    }

    /** How a piece of a sentence is shown where a service has markup. */
    public enum Weight {
        /** As text. */
        PLAIN,
        /** As text, which is cut first when a message is too long. */
        TITLE,
        /** In a fixed width: a branch, a tag, a commit. */
        FIXED,
        /** As a link to the page of what happened. */
        MAIN
    }

    /**
     * A piece of a sentence.
     *
     * @param text harmless and cut
     */
    public record Piece(Weight weight, String text) {}

    /** Returns the sentence on one line, without markup. */
    public String plain() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    /** Collects pieces. */
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();
        private String verb = "";

        /** Begins a sentence with the one who did it. */
        static Builder by(Message message) {
            return new Builder().text(actor(message));
        }

        /** Begins a sentence whose subject is its main word. */
        static Builder about(String mainWord) {
            return new Builder().main(mainWord);
        }

        Builder text(String text) {
            pieces.add(new Piece(Weight.PLAIN, text));
            return this;
        }

        /** Adds a blank and the verb phrase. */
        Builder verb(String phrase) {
            verb = phrase;
            return text(" " + phrase);
        }

        /** Adds the branch, tag or commit between these texts; nothing at all if it is empty. */
        Builder fixed(String before, String value, String after) {
            if (!value.isEmpty()) {
                text(before);
                pieces.add(new Piece(Weight.FIXED, value));
                if (!after.isEmpty()) {
                    text(after);
                }
            }
            return this;
        }

        Builder main(String text) {
            pieces.add(new Piece(Weight.MAIN, text));
            return this;
        }

        /** Adds a colon and the title; nothing if it is empty. */
        Builder title(String title) {
            if (!title.isEmpty()) {
                text(": ");
                pieces.add(new Piece(Weight.TITLE, Cuts.title(title)));
            }
            return this;
        }

        /** Adds {@code (by A)}; nothing if it is not known who did it. */
        Builder byActor(Message message) {
            return message.actor().isEmpty() ? this : text(" (by " + Cuts.name(message.actor()) + ")");
        }

        Sentence build() {
            return new Sentence(verb, pieces);
        }

        private static String actor(Message message) {
            return message.actor().isEmpty() ? "somebody" : Cuts.name(message.actor());
        }
    }
}
