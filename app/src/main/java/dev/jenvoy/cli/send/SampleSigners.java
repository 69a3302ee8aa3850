package dev.jenvoy.cli.send;

import dev.jenvoy.app.CustomSenderSpecs;
import dev.jenvoy.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whom {@code send} can speak as. */
final class SampleSigners {

    /** Senders that come with the server. */
    static final List<SampleSigner> KNOWN = List.of(
            new GitHubSigner(),
            new GiteaSigner("gitea", "X-Gitea-"),
            new GiteaSigner("forgejo", "X-Forgejo-"),
            new GiteaSigner("gogs", "X-Gogs-"),
            new GitLabSigner(),
            new BitbucketSigner(),
            new BitbucketServerSigner(),
            new TravisSigner(),
            new StandardSigner(),
            new TriggerSigner());

    /** Senders that the server takes, but nobody else can be. */
    private static final Map<String, String> ALONE = Map.of(
            "sns",
            "Only AWS can sign as sns: Amazon SNS signs with a key that nobody else has."
                    + " To try it out, publish a message to the topic.");

    private SampleSigners() {}

    /** The one of this name that comes with the server. */
    static Optional<SampleSigner> known(String name) {
        return KNOWN.stream().filter(voice -> voice.name().equals(name)).findFirst();
    }

    /** The one of this name that the configuration describes. */
    static Optional<SampleSigner> described(String name, Config config) {
        return CustomSenderSpecs.of(config).stream()
                .filter(form -> form.name().equals(name))
                .<SampleSigner>map(CustomSigner::new)
                .findFirst();
    }

    /** Why nobody can speak as this one; empty where that is not known. */
    static Optional<String> impossible(String name) {
        return Optional.ofNullable(ALONE.get(name));
    }

    /** The names of those that come with the server. */
    static String names() {
        return KNOWN.stream().map(SampleSigner::name).collect(Collectors.joining(", "));
    }
}
