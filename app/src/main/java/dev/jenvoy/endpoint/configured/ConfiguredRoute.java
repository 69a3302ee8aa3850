package dev.jenvoy.endpoint.configured;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves {@code /hooks/NAME}, and {@code /hooks/NAME/TOKEN} where a token may be a part of the path. */
public final class ConfiguredRoute implements SenderRoute {

    private final Supplier<ConfiguredEndpoints> endpoints;
    private final Factory senders;
    private final ReplayGuard replayGuard;
    private final InstantSource clock;

    /** Makes senders with secrets of their own. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Returns the sender that judges requests to an endpoint; empty if there is no sender of this name.
         *
         * @param name the name of the sender
         * @param secrets the accepted secrets, at least one
         * @param allowedIps the only ranges that requests may come from; empty for those of the sender's entry
         * @param uses remembers the proofs that were used at the endpoint
         */
        Optional<Sender> of(String name, List<String> secrets, Optional<List<Cidr>> allowedIps, ReplayGuard uses);
    }

    public ConfiguredRoute(
            Supplier<ConfiguredEndpoints> endpoints, Factory senders, ReplayGuard replayGuard, InstantSource clock) {
        this.endpoints = endpoints;
        this.senders = senders;
        this.replayGuard = replayGuard;
        this.clock = clock;
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        if (!path.startsWith(ConfiguredEndpoints.PREFIX)) {
            return Optional.empty();
        }
        String rest = path.substring(ConfiguredEndpoints.PREFIX.length());
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        String token = slash < 0 ? "" : rest.substring(slash + 1);
        EndpointEntry entry = endpoints.get().entries().get(name);
        if (entry == null) {
            return Optional.empty();
        }
        // A proof that was used at another endpoint was not used at this one.
        ReplayGuard uses = (proof, until) -> replayGuard.markUsed(entry.path() + " " + proof, until);
        if (entry instanceof DescribedEndpoint described) {
            boolean fits = slash < 0 || described.proofs().hasPathToken();
            return fits ? Optional.of(new DescribedSender(described, token, uses, clock)) : Optional.empty();
        }
        SenderEndpoint own = (SenderEndpoint) entry;
        return slash < 0
                ? senders.of(own.sender(), own.secrets().texts(), own.allowedIps(), uses)
                        .map(sender -> new OwnSecretSender(sender, own.path()))
                : Optional.empty();
    }
}
