package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.util.List;

/** Names what a message is about, such as {@code pull request #7} or {@code merge request !7}, and counts things. */
final class Thing {

    private Thing() {}

    /** Returns the thing's kind and number; without a kind in the message it is of the kind given. */
    static String of(Message message, String usualKind) {
        String kind = message.kind().isEmpty() ? usualKind : Cuts.name(message.kind());
        if (kind.equals("commit")) {
            return message.sha().isEmpty() ? kind : kind + " " + Cuts.sha(message.sha());
        }
        return message.number().isEmpty() ? kind : kind + " " + sign(kind) + Cuts.name(message.number());
    }

    /** Returns the pull request, which GitLab calls a merge request. */
    static String pullRequest(Message message) {
        return of(message, message.family() == Family.GITLAB ? "merge request" : "pull request");
    }

    /** Returns the number and the noun, which gets an s unless there is one. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns the first value that is not empty; empty if all are. */
    static String first(String... values) {
        return List.of(values).stream()
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Returns the sender's word as plain English: blanks in place of underlines. */
    static String words(String word) {
        return Cuts.name(word.replace('_', ' '));
    }

    private static String sign(String kind) {
        return kind.equals("merge request") ? "!" : "#";
    }
}
