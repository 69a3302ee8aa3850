package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.util.EnumSet;
import java.util.Set;

/** Says what somebody wrote about a thing: a comment, or a review of a pull request. */
final class CommentSentence {

    /** There the reviewers themselves take back what they said. */
    private static final Set<Family> WITHDRAWN = EnumSet.of(Family.GITLAB, Family.BITBUCKET);

    private CommentSentence() {}

    /** Says that there is a comment on a thing of this kind, unless the message names another kind. */
    static Sentence of(Message message, String usualKind) {
        Sentence.Builder sentence = Sentence.Builder.by(message);
        return (switch (message.action()) {
                    case "", "created", "commented" ->
                        sentence.verb("commented").text(" on ");
                    default -> sentence.verb(Thing.words(message.action())).text(" a comment on ");
                })
                .main(Thing.of(message, usualKind))
                .title(message.title())
                .text(place(message))
                .build();
    }

    static Sentence review(Message message) {
        String state = Thing.first(message.action(), message.state());
        if (state.equals("dismissed") && WITHDRAWN.contains(message.family())) {
            String what = message.event().equals("pullrequest_changes_request_removed")
                    ? " the request for changes of "
                    : " the approval of ";
            return Sentence.Builder.by(message)
                    .verb("withdrew")
                    .text(what)
                    .main(Thing.pullRequest(message))
                    .title(message.title())
                    .build();
        }
        if (state.equals("dismissed")) {
            String reviewer = Thing.first(message.reviewer(), message.actor(), "somebody");
            return new Sentence.Builder()
                    .text(Cuts.name(reviewer) + "'s review of ")
                    .main(Thing.pullRequest(message))
                    .verb("was dismissed")
                    .title(message.title())
                    .build();
        }
        Sentence.Builder sentence = Sentence.Builder.by(message);
        return (switch (state) {
                    case "approved" -> sentence.verb("approved").text(" ");
                    case "changes_requested" ->
                        sentence.verb("requested changes").text(" on ");
                    case "edited" -> sentence.verb("edited").text(" a review of ");
                    default -> sentence.verb("reviewed").text(" ");
                })
                .main(Thing.pullRequest(message))
                .title(message.title())
                .build();
    }

    private static String place(Message message) {
        if (message.file().isEmpty()) {
            return "";
        }
        String line = message.line().isEmpty() ? "" : " line " + Cuts.name(message.line());
        return " (" + Cuts.title(message.file()) + line + ")";
    }
}
