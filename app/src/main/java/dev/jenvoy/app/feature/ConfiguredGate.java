package dev.jenvoy.app.feature;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.endpoint.configured.ConfiguredRoute;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the addresses of configured endpoints while there are any. A server without them loads no class of them. Safe for use
 * by several threads.
 */
public final class ConfiguredGate implements SenderRoute {

    private final Supplier<Optional<ConfiguredEndpoints>> endpoints;
    private final Senders senders;
    private final ReplayGuard replayGuard;
    private final InstantSource clock;
    private volatile @Nullable ConfiguredRoute route;

    /** Makes senders with secrets of their own, see {@link ConfiguredRoute.Factory}. */
    @FunctionalInterface
    public interface Senders {
        Optional<Sender> of(String name, List<String> secrets, Optional<List<Cidr>> allowedIps, ReplayGuard uses);
    }

    /** @param endpoints the section in force */
    public ConfiguredGate(
            Supplier<Optional<ConfiguredEndpoints>> endpoints,
            Senders senders,
            ReplayGuard replayGuard,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.senders = senders;
        this.replayGuard = replayGuard;
        this.clock = clock;
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        // Asked first, because what follows loads classes of endpoints.
        if (endpoints.get().isEmpty()) {
            return Optional.empty();
        }
        ConfiguredRoute known = route;
        if (known == null) {
            known = new ConfiguredRoute(
                    () -> endpoints.get().orElse(ConfiguredEndpoints.NONE), senders::of, replayGuard, clock);
            route = known;
        }
        return known.at(path, headers);
    }
}
