package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;

/** Says how a workflow, check, status, deployment or build of Travis CI ended. */
final class RunSentence {

    private RunSentence() {}

    static Sentence workflow(Message message, String usualName) {
        String number = message.number().isEmpty() ? "" : " #" + Cuts.name(message.number());
        return Sentence.Builder.about(name(message, usualName) + number)
                .verb(RunWords.end(message))
                .fixed(" on ", ref(message), "")
                .byActor(message)
                .build();
    }

    static Sentence check(Message message) {
        return Sentence.Builder.about(name(message, "check"))
                .verb(RunWords.end(message))
                .fixed(" at ", Cuts.sha(message.sha()), "")
                .fixed(" on ", ref(message), "")
                .build();
    }

    static Sentence deployment(Message message) {
        String target = message.environment().isEmpty() ? "" : " to " + Cuts.name(message.environment());
        Sentence.Builder sentence =
                Sentence.Builder.about("deployment" + target).verb(RunWords.deployment(message));
        String ref = ref(message);
        String sha = Cuts.sha(message.sha());
        if (ref.isEmpty()) {
            return sentence.fixed(" (", sha, ")").build();
        }
        return sentence.fixed(" (", ref, "").fixed(" at ", sha, "").text(")").build();
    }

    static Sentence build(Message message) {
        String number = message.number().isEmpty() ? "" : " #" + Cuts.name(message.number());
        Sentence.Builder sentence = Sentence.Builder.about("build" + number).verb(RunWords.build(message));
        if (message.target().isEmpty()) {
            sentence.fixed(" on ", ref(message), "");
        } else {
            sentence.text(" for pull request #" + Cuts.name(message.target()));
        }
        return sentence.fixed(" at ", Cuts.sha(message.sha()), "")
                .byActor(message)
                .build();
    }

    /** Returns the branch, or the tag where a run is for a tag. */
    private static String ref(Message message) {
        return Cuts.name(Thing.first(message.branch(), message.tag()));
    }

    private static String name(Message message, String usualName) {
        return message.workflow().isEmpty() ? usualName : Cuts.name(message.workflow());
    }
}
