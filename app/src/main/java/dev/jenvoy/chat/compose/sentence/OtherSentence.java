package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;

/** Says what happens to a repository besides its code, issues and pull requests. */
final class OtherSentence {

    private OtherSentence() {}

    static Sentence release(Message message) {
        String tag = Cuts.name(Thing.first(message.tag(), message.title(), "a version"));
        if (message.actor().isEmpty()) {
            // GitLab does not say who.
            String verb = message.action().equals("edited") || message.action().equals("deleted")
                    ? message.action()
                    : "released";
            return named(message, tag, Sentence.Builder.about(tag).verb("was " + verb));
        }
        Sentence.Builder sentence = Sentence.Builder.by(message);
        switch (message.action()) {
            case "edited", "deleted", "unpublished", "updated" ->
                sentence.verb(Thing.words(message.action())).text(" release ").main(tag);
            case "created" -> {
                boolean gitlab = message.family() == Family.GITLAB;
                sentence.verb(gitlab ? "released" : "drafted").text(" ").main(tag);
            }
            default -> sentence.verb("released").text(" ").main(tag);
        }
        return named(message, tag, sentence);
    }

    private static Sentence named(Message message, String tag, Sentence.Builder sentence) {
        String name = Cuts.title(message.title());
        return sentence.text(name.isEmpty() || name.equals(tag) ? "" : " (" + name + ")")
                .text(message.flags().prerelease() ? ", a pre-release" : "")
                .build();
    }

    static Sentence star(Message message) {
        boolean gone = message.action().equals("deleted");
        String stars = message.stars();
        return Sentence.Builder.by(message)
                .verb(gone ? "unstarred" : "starred")
                .text(" it")
                .text(stars.isEmpty() ? "" : " (" + Cuts.name(stars) + (stars.equals("1") ? " star)" : " stars)"))
                .build();
    }

    static Sentence fork(Message message) {
        Sentence.Builder sentence = Sentence.Builder.by(message).verb("forked").text(" it");
        return message.target().isEmpty()
                ? sentence.build()
                : sentence.text(" to ").main(Cuts.title(message.target())).build();
    }

    static Sentence member(Message message) {
        boolean gone = message.action().equals("removed");
        String member = Cuts.name(Thing.first(message.member(), "somebody"));
        return Sentence.Builder.by(message)
                .verb(gone ? "removed" : message.action().equals("edited") ? "changed" : "added")
                .text(" " + member + " as a collaborator")
                .build();
    }

    static Sentence team(Message message) {
        return Sentence.Builder.by(message)
                .verb("added")
                .text(" team " + Cuts.name(message.member()))
                .build();
    }

    static Sentence wiki(Message message) {
        String page = Cuts.title(Thing.first(message.target(), message.title()));
        return Sentence.Builder.by(message)
                .verb(Thing.words(Thing.first(message.action(), "changed")))
                .text(" wiki page ")
                .main(page)
                .build();
    }

    static Sentence discussion(Message message) {
        boolean started = message.action().equals("created");
        Sentence.Builder sentence = Sentence.Builder.by(message)
                .verb(started ? "started" : Thing.words(Thing.first(message.action(), "changed")))
                .text(" ")
                .main(Thing.of(message, "discussion"))
                .title(message.title());
        return sentence.text(started && !message.category().isEmpty() ? " in " + Cuts.label(message.category()) : "")
                .build();
    }

    static Sentence pageBuild(Message message) {
        String state = Thing.first(message.conclusion(), message.state(), message.action());
        return Sentence.Builder.about("the page build")
                .verb(state.equals("errored") ? "failed" : state.isEmpty() ? "ended" : Thing.words(state))
                .byActor(message)
                .build();
    }

    static Sentence repository(Message message) {
        return Sentence.Builder.by(message)
                .verb(
                        message.action().equals("publicized")
                                ? "made"
                                : Thing.words(Thing.first(message.action(), "changed")))
                .text(message.action().equals("publicized") ? " it public" : " the repository")
                .build();
    }

    static Sentence unknown(Message message) {
        String action = message.action().isEmpty() ? "" : " (" + Cuts.name(message.action()) + ")";
        String event = Cuts.name(message.event());
        Sentence said = Sentence.Builder.about(event + action)
                .text(message.actor().isEmpty() ? "" : " by " + Cuts.name(message.actor()))
                .build();
        return new Sentence(Thing.words(Thing.first(message.action(), event)), said.pieces());
    }
}
