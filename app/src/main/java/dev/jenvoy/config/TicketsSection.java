package dev.jenvoy.config;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.options.TicketsOptionsReader;
import dev.jenvoy.ticket.setup.SetupFiles;
import java.util.List;
import java.util.Optional;

/** Declares {@code tickets}. Its classes are loaded when a file has the section. */
public final class TicketsSection {

    private static final ValueType<Optional<TicketsOptions>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class of ticket.
            tickets -> tickets.isEmpty() ? Optional.empty() : tickets.map(TicketsOptions::shown),
            (old, wanted, report) -> wanted,
            true);

    public static final OptionGroup<Optional<TicketsOptions>> GROUP = OptionGroup.of(
            Options.of("tickets", TYPE, Optional.<TicketsOptions>empty())
                    .live("Trackers whose [tickets](tickets.md) deliveries move."),
            tickets -> tickets);

    private TicketsSection() {}

    /**
     * Returns what is wrong with the file of workers and the state files. With an error a server does not start; one that runs
     * keeps the last good files. Blocks on the disk.
     */
    public static List<Problem> files(Config config, FileReader reader) {
        Optional<TicketsOptions> tickets = config.get(GROUP);
        return tickets.isEmpty() ? List.of() : Reader.files(tickets.get(), reader);
    }

    private static Optional<Optional<TicketsOptions>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<TicketsOptions> options = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || options.isPresent() ? Optional.of(options) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<TicketsOptions> read(ReadContext context, JsonNode node, KeyContext place) {
            return new TicketsOptionsReader(context.secrets(), context.folder()).read(node, place);
        }

        static List<Problem> files(TicketsOptions tickets, FileReader reader) {
            return new SetupFiles(reader)
                    .load(tickets).problems().stream()
                            .map(problem -> problem.asProblem("tickets"))
                            .toList();
        }
    }
}
