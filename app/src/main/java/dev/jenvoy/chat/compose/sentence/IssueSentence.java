package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;

/** Says what happened to an issue, and what happens to pull requests as to issues. */
final class IssueSentence {

    private IssueSentence() {}

    static Sentence of(Message message) {
        return happened(message, Sentence.Builder.by(message), Thing.of(message, "issue"))
                .title(message.title())
                .build();
    }

    /** Adds all but the title. */
    static Sentence.Builder happened(Message message, Sentence.Builder sentence, String thing) {
        String action = message.action();
        String who = Cuts.name(message.assignee());
        if (who.isEmpty() && (action.equals("assigned") || action.equals("unassigned"))) {
            return sentence.verb("changed").text(" the assignees of ").main(thing);
        }
        return switch (action) {
            case "labeled" ->
                sentence.verb("added").text(label(message) + " to ").main(thing);
            case "unlabeled" ->
                sentence.verb("removed").text(label(message) + " from ").main(thing);
            case "assigned" ->
                sentence.verb("assigned").text(" " + who + " to ").main(thing);
            case "unassigned" ->
                sentence.verb("unassigned").text(" " + who + " from ").main(thing);
            case "closed" -> sentence.verb("closed").text(" ").main(thing).text(reason(message.reason()));
            case "transferred" ->
                sentence.verb("transferred")
                        .text(" ")
                        .main(thing)
                        .text(message.target().isEmpty() ? "" : " to " + Cuts.title(message.target()));
            case "" -> sentence.verb("changed").text(" ").main(thing);
            default -> sentence.verb(Thing.words(action)).text(" ").main(thing);
        };
    }

    private static String label(Message message) {
        return message.label().isEmpty() ? " a label" : " label " + Cuts.label(message.label());
    }

    private static String reason(String reason) {
        return switch (reason) {
            case "not_planned" -> " as not planned";
            case "duplicate" -> " as a duplicate";
            default -> "";
        };
    }
}
