package dev.jenvoy.app;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.config.Config;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.Provider;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.RootRoute;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.custom.CustomSenderType;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.github.GitHubParts;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sns.SnsParts;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.sender.trigger.TriggerParts;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderParts;
import dev.jenvoy.sender.type.SenderType;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens every sender: at {@code /}, at its own addresses and at endpoints. */
final class SenderRouting {

    private final Supplier<Config> config;
    private final Spool spool;
    private final InstantSource clock;
    private final ReplayGuard replayGuard;
    private final SenderParts parts;

    /** @param parts what single senders need of the server */
    SenderRouting(
            Supplier<Config> config, Spool spool, InstantSource clock, ReplayGuard replayGuard, SenderParts parts) {
        this.config = config;
        this.spool = spool;
        this.clock = clock;
        this.replayGuard = replayGuard;
        this.parts = parts;
    }

    /** Collects what single senders need of the server. */
    static SenderParts parts(Supplier<Config> config, GitHubRanges ranges, TravisKeys travisKeys, HttpFetcher aws) {
        return SenderParts.none()
                .with(new GitHubParts(() -> config.get().get(GitHubOptions.GROUP), ranges))
                .with(travisKeys)
                .with(new SnsParts(aws))
                .with(new TriggerParts(() -> config.get().get(TriggerOptions.GROUP)));
    }

    /**
     * Returns the addresses in the order in which they are asked. The senders' own come last, because a trigger's address is
     * made of names, while those of endpoints are fixed.
     */
    List<SenderRoute> all(SenderRoute endpoints, SenderRoute configured, List<SenderRoute> chat) {
        List<SenderRoute> all = new ArrayList<>(List.of(root(), endpoints, configured));
        all.addAll(chat);
        for (SenderType type : SenderTypes.ALL) {
            type.atOwnAddresses(context(type)).ifPresent(all::add);
        }
        return all;
    }

    /**
     * Returns the protocol of a sender with a secret of its own for each of its repositories. The context that belongs to no
     * configured secret is enough: the caller brings the secret.
     */
    Function<SignedSenderType, Protocol> protocols() {
        return type -> type.protocol(context(type));
    }

    private RootRoute root() {
        List<Sender> known = new ArrayList<>();
        @Nullable Sender otherwise = null;
        for (SenderType type : SenderTypes.ALL) {
            @Nullable Sender sender = type.atRoot(context(type)).orElse(null);
            if (sender != null) {
                known.add(sender);
                otherwise = sender.name().equals(SenderTypes.DEFAULT) ? sender : otherwise;
            }
        }
        return new RootRoute(known, new CachedView<>(config, this::custom), Objects.requireNonNull(otherwise));
    }

    private List<Sender> custom(Config current) {
        return customTypes(current)
                .flatMap(type -> type.atRoot(context(type)).stream())
                .toList();
    }

    private static Stream<SenderType> customTypes(Config current) {
        return current.senders().described().stream().map(CustomSenderType::new);
    }

    /** Returns the senders that endpoints can be registered for, by name. */
    Map<String, Provider> providers() {
        Map<String, Provider> all = new HashMap<>();
        Stream.concat(customTypes(config.get()), SenderTypes.ALL.stream())
                .filter(SenderType::hasEndpoints)
                .forEach(type -> all.put(
                        type.identity().name(),
                        new Provider(
                                (endpoint, secrets) -> type.atEndpoint(context(type, endpoint, secrets)),
                                type.secretKind(),
                                type.namesRepositories())));
        return all;
    }

    private SenderContext context(SenderType type) {
        String name = type.identity().name();
        return context(() -> config.get().senders().of(name), replayGuard);
    }

    /** Gives a sender the secrets of one endpoint. A proof that was used at another endpoint was not used at this one. */
    private SenderContext context(SenderType type, Endpoint endpoint, List<String> secrets) {
        SenderOptions options =
                config.get().senders().of(type.identity().name()).atEndpoint(secrets);
        return context(() -> options, (proof, until) -> replayGuard.markUsed(endpoint.uri() + " " + proof, until));
    }

    /** Returns a sender with the secrets of a configured endpoint. */
    Optional<Sender> atConfigured(
            String name, List<String> secrets, Optional<List<Cidr>> allowedIps, ReplayGuard uses) {
        SenderOptions own = config.get().senders().of(name).atEndpoint(secrets);
        SenderOptions options = allowedIps
                .map(ranges -> own.with(SenderOptions.ALLOWED_IPS, ranges))
                .orElse(own);
        return Stream.concat(customTypes(config.get()), SenderTypes.ALL.stream())
                .filter(type -> type.hasEndpoints() && type.identity().name().equals(name))
                .findFirst()
                .map(type -> type.atEndpoint(context(() -> options, uses)));
    }

    private SenderContext context(Supplier<SenderOptions> options, ReplayGuard guard) {
        return new SenderContext(options, spool, guard, clock, parts);
    }
}
