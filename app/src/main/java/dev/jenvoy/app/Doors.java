package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.Provider;
import dev.jenvoy.source.AwsClient;
import dev.jenvoy.source.Door;
import dev.jenvoy.source.GitHubRanges;
import dev.jenvoy.source.GitHubSettings;
import dev.jenvoy.source.ReplayMemory;
import dev.jenvoy.source.SenderSettings;
import dev.jenvoy.source.Senders;
import dev.jenvoy.source.Source;
import dev.jenvoy.source.Sources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Who may send, and at which addresses. */
final class Doors {

    private final Supplier<Config> config;
    private final Sources sources;
    private final GitHubRanges ranges;
    private final ReplayMemory memory;
    private final AwsClient aws;

    Doors(Supplier<Config> config, Sources sources, GitHubRanges ranges, ReplayMemory memory, AwsClient aws) {
        this.config = config;
        this.sources = sources;
        this.ranges = ranges;
        this.memory = memory;
        this.aws = aws;
    }

    /** In the order in which they are asked. */
    List<Door> all(Door endpoints) {
        return List.of(senders(), endpoints, triggers());
    }

    /** Whom endpoints can be registered for. */
    Map<String, Provider> providers() {
        return Map.of(
                "github",
                signing("github", settings -> sources.github(() -> settings, config.get()::acceptSha1)),
                "gitea",
                signing("gitea", settings -> sources.gitea(() -> settings)),
                "gitlab",
                signing("gitlab", settings -> sources.gitlab(() -> settings)),
                "standard",
                new Provider(this::standard, Provider.Form.STANDARD, false));
    }

    private Provider signing(String name, Function<SenderSettings, Source> sender) {
        return new Provider(
                (endpoint, secrets) -> sender.apply(Settings.endpoint(config.get(), name, secrets)),
                Provider.Form.TEXT,
                true);
    }

    /** What was used at one endpoint was not used at another. */
    private Source standard(Endpoint endpoint, List<String> secrets) {
        SenderSettings settings = Settings.endpoint(config.get(), "standard", secrets);
        return sources.standard(() -> settings, (proof, until) -> memory.see(endpoint.uri() + " " + proof, until));
    }

    /** In the order of precedence, see {@code docs/concepts/senders.md}: Gitea sends GitHub's headers too. */
    private Senders senders() {
        Supplier<GitHubSettings> gitHub = new Derived<>(config, Settings::gitHub);
        Source github = sources.github(gitHub, ranges);
        List<Source> known = List.of(
                sources.gitea(settings("gitea")),
                github,
                sources.gitlab(settings("gitlab")),
                sources.sns(new Derived<>(config, Settings::sns), aws),
                sources.standard(settings("standard"), memory));
        return new Senders(known, List::of, github);
    }

    /** After the others, whose addresses are fixed: a trigger's is made of names. */
    private Door triggers() {
        return sources.triggers(new Derived<>(config, Settings::triggers), memory);
    }

    private Supplier<SenderSettings> settings(String name) {
        return new Derived<>(config, current -> Settings.sender(current, name));
    }
}
