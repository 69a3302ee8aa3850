package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;

/** Says what a push did: new commits, a branch or tag that was made, moved or deleted. */
final class PushSentence {

    private PushSentence() {}

    static Sentence of(Message message) {
        Sentence.Builder sentence = Sentence.Builder.by(message);
        return (message.tag().isEmpty() ? branch(message, sentence) : tag(message, sentence)).build();
    }

    /** Says that a branch or tag was made or deleted, where an event of its own says so. */
    static Sentence madeOrDeleted(Message message, String verb) {
        boolean tag = !message.tag().isEmpty();
        return Sentence.Builder.by(message)
                .verb(verb)
                .text(tag ? " tag " : " branch ")
                .main(Cuts.name(tag ? message.tag() : message.branch()))
                .build();
    }

    private static Sentence.Builder tag(Message message, Sentence.Builder sentence) {
        if (message.flags().deleted()) {
            return sentence.verb("deleted").text(" tag ").main(Cuts.name(message.tag()));
        }
        return sentence.verb("pushed")
                .text(" tag ")
                .main(Cuts.name(message.tag()))
                .fixed(" at ", Cuts.sha(message.sha()), "");
    }

    private static Sentence.Builder branch(Message message, Sentence.Builder sentence) {
        String branch = Cuts.name(message.branch());
        if (message.flags().deleted()) {
            return sentence.verb("deleted").text(" branch ").main(branch).fixed(" (was ", before(message), ")");
        }
        if (message.flags().created()) {
            return created(message, sentence.verb("created").text(" branch ").main(branch));
        }
        if (message.flags().forced()) {
            return sentence.verb("force-pushed")
                    .text(" ")
                    .main(branch)
                    .fixed(" to ", Cuts.sha(message.sha()), "")
                    .fixed(" (was ", before(message), ")");
        }
        if (message.count() == 0) {
            return sentence.verb("pushed").text(" ").main(branch).fixed(" to ", Cuts.sha(message.sha()), "");
        }
        return sentence.verb("pushed")
                .text(" ")
                .main(Thing.count(message.count(), "commit"))
                .text(message.distinct() < message.count() ? " (" + message.distinct() + " new)" : "")
                .fixed(" to ", branch, "");
    }

    private static Sentence.Builder created(Message message, Sentence.Builder sentence) {
        return message.distinct() > 0
                ? sentence.text(" with " + Thing.count(message.distinct(), "commit"))
                : sentence.fixed(" at ", Cuts.sha(message.sha()), "");
    }

    private static String before(Message message) {
        return Cuts.sha(message.before());
    }
}
