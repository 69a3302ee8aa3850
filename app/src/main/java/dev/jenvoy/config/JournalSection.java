package dev.jenvoy.config;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.JournalOptionsReader;
import java.util.Optional;

/** Declares {@code journal}. Its classes are loaded when a file has the section. */
public final class JournalSection {

    private static final ValueType<Optional<JournalOptions>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class.
            journal -> journal.isEmpty() ? Optional.empty() : journal.map(JournalOptionsReader::shown),
            (old, wanted, report) -> wanted,
            true);

    public static final OptionGroup<Optional<JournalOptions>> GROUP = OptionGroup.of(
            Options.of("journal", TYPE, Optional.<JournalOptions>empty())
                    .restart("A database in PostgreSQL that [several servers](#several-servers) share."),
            journal -> journal);

    private JournalSection() {}

    private static Optional<Optional<JournalOptions>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<JournalOptions> options = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || options.isPresent() ? Optional.of(options) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<JournalOptions> read(ReadContext context, JsonNode node, KeyContext place) {
            return new JournalOptionsReader(context.secrets()).read(node, place);
        }
    }
}
