package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;
import java.time.Duration;

/** Says what happened to a hook or a delivery of this server. */
final class HappeningSentence {

    private HappeningSentence() {}

    static Sentence failed(Message message) {
        String code = message.state();
        boolean number = !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9');
        String how = number ? " with code " + Cuts.name(code) : code.isEmpty() ? "" : " (" + Thing.words(code) + ")";
        return hook(message)
                .verb("failed")
                .text(how)
                .fixed(" on ", Cuts.name(message.branch()), "")
                .title(message.title())
                .build();
    }

    static Sentence recovered(Message message) {
        return hook(message)
                .verb("works again")
                .fixed(" on ", Cuts.name(message.branch()), "")
                .text(message.count() > 0 ? " (after " + Thing.count(message.count(), "failure") + ")" : "")
                .build();
    }

    static Sentence slow(Message message) {
        return hook(message)
                .verb("took")
                .text(" " + message.age().map(HappeningSentence::time).orElse("long"))
                .fixed(" on ", Cuts.name(message.branch()), "")
                .build();
    }

    static Sentence setAside(Message message) {
        return Sentence.Builder.about("delivery " + Cuts.name(message.number()))
                .verb("was set aside")
                .text(" after " + Thing.count(message.count(), "interrupted run"))
                .build();
    }

    private static Sentence.Builder hook(Message message) {
        return Sentence.Builder.about("hook " + Cuts.name(message.workflow()));
    }

    private static String time(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(1, time.toSeconds()) + " s";
        }
        String seconds = time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s";
        return time.toHours() == 0
                ? time.toMinutes() + " min" + seconds
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
