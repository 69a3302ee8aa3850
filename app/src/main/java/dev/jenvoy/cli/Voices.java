package dev.jenvoy.cli;

import dev.jenvoy.app.CustomSenderSpecs;
import dev.jenvoy.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whom {@code send} can speak as. */
final class Voices {

    /** Senders that come with the server. */
    static final List<Voice> KNOWN = List.of(
            new GitHubVoice(),
            new GiteaVoice("gitea", "X-Gitea-"),
            new GiteaVoice("forgejo", "X-Forgejo-"),
            new GiteaVoice("gogs", "X-Gogs-"),
            new GitLabVoice(),
            new BitbucketVoice(),
            new BitbucketServerVoice(),
            new TravisVoice(),
            new StandardVoice(),
            new TriggerVoice());

    /** Senders that the server takes, but nobody else can be. */
    private static final Map<String, String> ALONE = Map.of(
            "sns",
            "Only AWS can sign as sns: Amazon SNS signs with a key that nobody else has."
                    + " To try it out, publish a message to the topic.");

    private Voices() {}

    /** The one of this name that comes with the server. */
    static Optional<Voice> known(String name) {
        return KNOWN.stream().filter(voice -> voice.name().equals(name)).findFirst();
    }

    /** The one of this name that the configuration describes. */
    static Optional<Voice> described(String name, Config config) {
        return CustomSenderSpecs.of(config).stream()
                .filter(form -> form.name().equals(name))
                .<Voice>map(DescribedVoice::new)
                .findFirst();
    }

    /** Why nobody can speak as this one; empty where that is not known. */
    static Optional<String> impossible(String name) {
        return Optional.ofNullable(ALONE.get(name));
    }

    /** The names of those that come with the server. */
    static String names() {
        return KNOWN.stream().map(Voice::name).collect(Collectors.joining(", "));
    }
}
