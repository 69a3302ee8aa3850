package dev.jenvoy.config;

import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.github.GitHubOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the senders to which no report can be written, because no token is there for them. */
public final class ReportTokens {

    private static final String GITHUB = "github";

    private ReportTokens() {}

    /** Returns whether there is a section of forges. */
    static boolean isConfigured(Config config) {
        return config.get(ForgesSection.GROUP).isPresent();
    }

    /**
     * Returns what is missing for reports about hooks, in words; nothing if each sender that is set up has a token. To be
     * asked only if a hook wants reports: loads the classes of forges if there is a section of them.
     */
    public static List<String> missing(Config config) {
        Optional<ForgesOptions> forges = config.get(ForgesSection.GROUP);
        // Asked first, because what follows loads a class of forge.
        if (forges.isEmpty()) {
            return List.of("\"report\" has no effect without \"forges\" and a token in its hosts");
        }
        // GitHub is no entry of senders. It is meant where it has a secret, and where nothing else is set up.
        boolean isMeant = config.get(GitHubOptions.GROUP).enforcesSignature()
                || config.senders().entries().isEmpty();
        Stream<String> github = isMeant ? Stream.of(GITHUB) : Stream.empty();
        Stream<String> ofForges = Stream.concat(github, config.senders().entries().keySet().stream())
                .distinct()
                .filter(sender -> forges.get().lacks(sender))
                .map(sender -> "no report about deliveries of " + sender + ": no host of this kind has a token");
        return Stream.concat(ofForges, others(config, forges.get())).toList();
    }

    /** Those that say which host they mean, and that it needs. An endpoint counts if its deliveries say a commit. */
    private static Stream<String> others(Config config, ForgesOptions forges) {
        Map<String, Optional<String>> named = new LinkedHashMap<>();
        config.senders().described().forEach(spec -> named.put(spec.name(), Optional.ofNullable(spec.forge())));
        Optional<ConfiguredEndpoints> endpoints = config.get(EndpointsSection.GROUP);
        // Asked first, because what follows loads a class of endpoints.
        if (endpoints.isPresent()) {
            named.putAll(endpoints.get().forgesOfCommits());
        }
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().filter(forges::hasHost).isEmpty())
                .map(entry -> "no report about deliveries of " + entry.getKey() + ": "
                        + entry.getValue()
                                .map(host -> "\"forges\" has no entry for its \"forge\", " + host)
                                .orElse("its entry names no \"forge\""));
    }

    /** Returns the host of the repositories of a source of deliveries, where its entry names it. */
    public static Optional<String> forgeOf(Config config, String source) {
        for (CustomSenderSpec spec : config.senders().described()) {
            if (spec.name().equals(source)) {
                return Optional.ofNullable(spec.forge());
            }
        }
        Optional<ConfiguredEndpoints> endpoints = config.get(EndpointsSection.GROUP);
        // Asked first, because what follows loads a class of endpoints.
        return endpoints.isEmpty() ? Optional.empty() : endpoints.get().forgeOf(source);
    }
}
