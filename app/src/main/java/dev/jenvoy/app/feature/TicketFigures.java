package dev.jenvoy.app.feature;

import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.run.Tickets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Figures of the configured trackers, by name; without any while tickets are not configured. Each is read when asked for.
 */
public final class TicketFigures {

    private final Supplier<Optional<Tickets>> tickets;

    public TicketFigures(Supplier<Optional<Tickets>> tickets) {
        this.tickets = tickets;
    }

    /** Returns how many moves wait. Blocks on the disk. */
    public Map<String, Integer> waiting() {
        Optional<Tickets> open = tickets.get();
        if (open.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, Integer> known = open.get().ledger().waiting();
            Map<String, Integer> figures = new LinkedHashMap<>();
            open.get().options().trackers().keySet().forEach(name -> figures.put(name, known.getOrDefault(name, 0)));
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns 1 for each tracker that can be used as far as is known, 0 for another. */
    public Map<String, Integer> usable() {
        Optional<Tickets> open = tickets.get();
        Map<String, Integer> figures = new LinkedHashMap<>();
        if (open.isPresent()) {
            for (TrackerOptions tracker : open.get().options().trackers().values()) {
                figures.put(tracker.name(), open.get().trouble(tracker).isEmpty() ? 1 : 0);
            }
        }
        return figures;
    }
}
