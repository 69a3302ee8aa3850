package dev.jenvoy.config;

import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.endpoint.configured.EndpointsReader;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.registry.SendersOptions;
import java.util.Optional;
import java.util.stream.Collectors;

/** Declares {@code endpoints}. Its classes are loaded when a file has the section. */
public final class EndpointsSection {

    private static final ValueType<Optional<ConfiguredEndpoints>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class of endpoints.
            endpoints -> endpoints.isEmpty() ? Optional.empty() : endpoints.flatMap(ConfiguredEndpoints::shown),
            (old, wanted, report) -> wanted,
            true);

    public static final OptionGroup<Optional<ConfiguredEndpoints>> GROUP = OptionGroup.of(
            Options.of("endpoints", TYPE, Optional.<ConfiguredEndpoints>empty())
                    .live("Addresses `/hooks/NAME` for [any sender](any-sender.md)."),
            endpoints -> endpoints);

    private EndpointsSection() {}

    private static Optional<Optional<ConfiguredEndpoints>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<ConfiguredEndpoints> endpoints = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || endpoints.isPresent() ? Optional.of(endpoints) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<ConfiguredEndpoints> read(ReadContext context, JsonNode node, KeyContext place) {
            SendersOptions senders = SendersOptions.GROUP.of(context.values());
            return new EndpointsReader(
                            context,
                            senders.described().stream()
                                    .map(CustomSenderSpec::name)
                                    .collect(Collectors.toSet()))
                    .read(node, place);
        }
    }
}
