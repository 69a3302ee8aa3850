package dev.jenvoy.ticket.run;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.ticket.happening.HappeningReader;
import dev.jenvoy.ticket.happening.TicketHappening;
import dev.jenvoy.ticket.key.FoundKeys;
import dev.jenvoy.ticket.key.KeySource;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.setup.TrackerSetups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans one action for each tracker whose tickets a delivery names. Asks no network. */
final class TicketPlanner {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    private TicketPlanner() {}

    /** Returns the actions of a delivery. Reads the payload if some tracker moves tickets. Throws nothing. */
    static List<Planned> plan(Delivery delivery, TrackerSetups setups) {
        if (setups.trackers().isEmpty()) {
            return List.of();
        }
        List<TicketHappening> happenings;
        try {
            happenings = HappeningReader.read(delivery);
        } catch (IOException e) {
            LOG.warn("payload cannot be read for tickets delivery={}", delivery.id(), e);
            return List.of();
        }
        if (happenings.isEmpty()) {
            return List.of();
        }
        if (happenings.stream()
                .flatMap(happening -> happening.sources().stream())
                .anyMatch(KeySource::cut)) {
            LOG.warn(
                    "texts are longer than what is read for tickets, keys behind that do not count delivery={}",
                    delivery.id());
        }
        List<Planned> planned = new ArrayList<>();
        for (TrackerSetup setup : setups.trackers().values()) {
            List<AskedMoves> asked = happenings.stream()
                    .filter(setup.options()::concerns)
                    .flatMap(happening -> asked(happening, setup).stream())
                    .toList();
            if (!asked.isEmpty()) {
                planned.add(planned(setup, asked));
            }
        }
        return planned;
    }

    private static Optional<AskedMoves> asked(TicketHappening happening, TrackerSetup setup) {
        FoundKeys found = setup.keys().find(happening.sources());
        return found.keys().isEmpty() ? Optional.empty() : Optional.of(AskedMoves.of(happening, found));
    }

    private static Planned planned(TrackerSetup setup, List<AskedMoves> asked) {
        String subject = asked.get(0).subject().toLowerCase(Locale.ROOT);
        Policy policy = new Policy(
                Policy.Concurrency.ORDERED,
                setup.options().retries(),
                true,
                Optional.of(setup.options().name() + " " + subject),
                Policy.Track.AWAITED);
        return new Planned(
                TicketAction.KIND,
                TicketAction.PREFIX + setup.options().name(),
                policy,
                Optional.of(AskedMoves.json(asked)));
    }
}
