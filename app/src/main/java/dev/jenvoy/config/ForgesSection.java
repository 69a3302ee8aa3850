package dev.jenvoy.config;

import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.options.ForgesOptionsReader;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import java.util.Optional;

/** Declares {@code forges}. Its classes are loaded when a file has the section. */
public final class ForgesSection {

    private static final ValueType<Optional<ForgesOptions>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class of forge.
            forges -> forges.isEmpty() ? Optional.empty() : forges.map(ForgesOptions::shown),
            (old, wanted, report) -> wanted,
            true);

    public static final OptionGroup<Optional<ForgesOptions>> GROUP = OptionGroup.of(
            Options.of("forges", TYPE, Optional.<ForgesOptions>empty())
                    .live("Tokens of the [forges](forges.md) to which hooks report."),
            forges -> forges);

    private ForgesSection() {}

    private static Optional<Optional<ForgesOptions>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<ForgesOptions> options = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || options.isPresent() ? Optional.of(options) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<ForgesOptions> read(ReadContext context, JsonNode node, KeyContext place) {
            return new ForgesOptionsReader(context.secrets()).read(node, place);
        }
    }
}
