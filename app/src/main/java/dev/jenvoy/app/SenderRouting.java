package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.Provider;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderNames;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.github.GitHubSettings;
import dev.jenvoy.sender.registry.Senders;
import dev.jenvoy.sender.sns.AwsClient;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.sender.travis.TravisSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Assembles the senders and their routes. */
final class SenderRouting {

    private final Supplier<Config> config;
    private final Senders sources;
    private final GitHubRanges ranges;
    private final TravisKeys travisKeys;
    private final ReplayGuard memory;
    private final AwsClient aws;

    SenderRouting(
            Supplier<Config> config,
            Senders sources,
            GitHubRanges ranges,
            TravisKeys travisKeys,
            ReplayGuard memory,
            AwsClient aws) {
        this.config = config;
        this.sources = sources;
        this.ranges = ranges;
        this.travisKeys = travisKeys;
        this.memory = memory;
        this.aws = aws;
    }

    /** Returns the routes in the order in which they are tried. */
    List<SenderRoute> all(SenderRoute endpoints) {
        return List.of(senders(), endpoints, triggers());
    }

    /**
     * Returns the senders that endpoints can be registered for: every sender with a secret for one repository. Each
     * endpoint has its own record of used proofs.
     */
    Map<String, Provider> providers() {
        Config now = config.get();
        Map<String, Provider> all = new HashMap<>();
        CustomSenderSpecs.of(now)
                .forEach(form -> all.put(
                        form.name(),
                        new Provider(
                                (endpoint, secrets) -> sources.described(form, at(endpoint, secrets)),
                                Provider.Form.TEXT,
                                false)));
        all.put("github", forge((endpoint, secrets) -> sources.github(at(endpoint, secrets), now::acceptSha1)));
        all.put("gitea", forge((endpoint, secrets) -> sources.gitea(at(endpoint, secrets))));
        all.put("gitlab", forge((endpoint, secrets) -> sources.gitlab(at(endpoint, secrets), memory(endpoint))));
        all.put("bitbucket", forge((endpoint, secrets) -> sources.bitbucket(at(endpoint, secrets))));
        all.put("travis", forge(this::travis));
        all.put(
                "standard",
                new Provider(
                        (endpoint, secrets) -> sources.standard(at(endpoint, secrets), memory(endpoint)),
                        Provider.Form.STANDARD,
                        false));
        return all;
    }

    private static Provider forge(Provider.Factory sender) {
        return new Provider(sender, Provider.Form.TEXT, true);
    }

    private Supplier<SenderOptions> at(Endpoint endpoint, List<String> secrets) {
        SenderOptions settings = Settings.endpoint(config.get(), endpoint.provider(), secrets);
        return () -> settings;
    }

    private ReplayGuard memory(Endpoint endpoint) {
        return (proof, until) -> memory.markUsed(endpoint.uri() + " " + proof, until);
    }

    /** Verifies by the token only: every user with a build at Travis CI has its signature. */
    private Sender travis(Endpoint endpoint, List<String> secrets) {
        TravisSettings settings = new TravisSettings(at(endpoint, secrets).get(), Optional.empty(), List.of());
        return sources.travis(() -> settings, travisKeys);
    }

    /** Uses the order of precedence of {@code docs/concepts/senders.md}, because Gitea also sends GitHub's headers. */
    private SenderNames senders() {
        Supplier<GitHubSettings> gitHub = new CachedView<>(config, Settings::gitHub);
        Sender github = sources.github(gitHub, ranges);
        List<Sender> known = List.of(
                sources.gitea(settings("gitea")),
                github,
                sources.gitlab(settings("gitlab"), memory),
                sources.bitbucket(settings("bitbucket")),
                sources.travis(new CachedView<>(config, Settings::travis), travisKeys),
                sources.sns(new CachedView<>(config, Settings::sns), aws),
                sources.standard(settings("standard"), memory));
        return new SenderNames(known, new CachedView<>(config, this::described), github);
    }

    private List<Sender> described(Config current) {
        return CustomSenderSpecs.of(current).stream()
                .map(form -> sources.described(form, settings(form.name())))
                .toList();
    }

    /** Comes last, because the paths of triggers contain configured names; the other paths are fixed. */
    private SenderRoute triggers() {
        return sources.triggers(new CachedView<>(config, Settings::triggers), memory);
    }

    private Supplier<SenderOptions> settings(String name) {
        return new CachedView<>(config, current -> Settings.sender(current, name));
    }
}
