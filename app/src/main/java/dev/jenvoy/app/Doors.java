package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.source.AwsClient;
import dev.jenvoy.source.Door;
import dev.jenvoy.source.GitHubRanges;
import dev.jenvoy.source.GitHubSettings;
import dev.jenvoy.source.ReplayMemory;
import dev.jenvoy.source.SenderSettings;
import dev.jenvoy.source.Senders;
import dev.jenvoy.source.Source;
import dev.jenvoy.source.Sources;
import dev.jenvoy.source.TravisKeys;
import java.util.List;
import java.util.function.Supplier;

/** Who may send, and at which addresses. */
final class Doors {

    private final Supplier<Config> config;
    private final Sources sources;
    private final GitHubRanges ranges;
    private final TravisKeys travisKeys;
    private final ReplayMemory memory;
    private final AwsClient aws;

    Doors(
            Supplier<Config> config,
            Sources sources,
            GitHubRanges ranges,
            TravisKeys travisKeys,
            ReplayMemory memory,
            AwsClient aws) {
        this.config = config;
        this.sources = sources;
        this.ranges = ranges;
        this.travisKeys = travisKeys;
        this.memory = memory;
        this.aws = aws;
    }

    /** In the order in which they are asked. */
    List<Door> all() {
        return List.of(senders(), triggers());
    }

    /** In the order of precedence, see {@code docs/concepts/senders.md}: Gitea sends GitHub's headers too. */
    private Senders senders() {
        Supplier<GitHubSettings> gitHub = new Derived<>(config, Settings::gitHub);
        Source github = sources.github(gitHub, ranges);
        List<Source> known = List.of(
                sources.gitea(settings("gitea")),
                github,
                sources.gitlab(settings("gitlab"), memory),
                sources.bitbucket(settings("bitbucket")),
                sources.travis(new Derived<>(config, Settings::travis), travisKeys),
                sources.sns(new Derived<>(config, Settings::sns), aws),
                sources.standard(settings("standard"), memory));
        return new Senders(known, new Derived<>(config, this::described), github);
    }

    private List<Source> described(Config current) {
        return Settings.described(current).stream()
                .map(form -> sources.described(form, settings(form.name())))
                .toList();
    }

    /** After the others, whose addresses are fixed: a trigger's is made of names. */
    private Door triggers() {
        return sources.triggers(new Derived<>(config, Settings::triggers), memory);
    }

    private Supplier<SenderSettings> settings(String name) {
        return new Derived<>(config, current -> Settings.sender(current, name));
    }
}
