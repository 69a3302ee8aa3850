package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;

/** Says what happened to a pull request or merge request. */
final class PullRequestSentence {

    private PullRequestSentence() {}

    static Sentence of(Message message) {
        Sentence.Builder sentence = Sentence.Builder.by(message);
        String thing = Thing.pullRequest(message);
        (switch (message.action()) {
                    case "opened" -> opened(message, sentence, thing);
                    case "closed" ->
                        sentence.verb("closed").text(" ").main(thing).text(" without merging");
                    case "ready_for_review" ->
                        sentence.verb("marked").text(" ").main(thing).text(" ready for review");
                    case "converted_to_draft" ->
                        sentence.verb("marked").text(" ").main(thing).text(" as a draft");
                    case "review_requested" ->
                        sentence.verb("asked").text(review(message)).main(thing);
                    case "review_request_removed" ->
                        sentence.verb("no longer asks").text(review(message)).main(thing);
                    default -> IssueSentence.happened(message, sentence, thing);
                })
                .title(message.title());
        if (message.action().equals("opened") && !message.head().isEmpty()) {
            sentence.fixed(" (", Cuts.name(message.base()), "").fixed(" ← ", Cuts.name(message.head()), ")");
        }
        return sentence.build();
    }

    private static Sentence.Builder opened(Message message, Sentence.Builder sentence, String thing) {
        return sentence.verb("opened")
                .text(message.flags().draft() ? " draft " : " ")
                .main(thing);
    }

    private static String review(Message message) {
        return message.reviewer().isEmpty() ? " for a review of " : " " + Cuts.name(message.reviewer()) + " to review ";
    }
}
