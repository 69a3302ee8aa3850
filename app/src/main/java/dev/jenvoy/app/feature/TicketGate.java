package dev.jenvoy.app.feature;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.run.Tickets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers the action kind {@code tickets}, and makes its parts when the configuration first has the section. A server without
 * it loads no class of tickets. Safe for use by several threads.
 */
public final class TicketGate implements ActionKind, AutoCloseable {

    /** How many deliveries move tickets at once. */
    private static final int WORKERS = 8;

    private final Supplier<Optional<TicketsOptions>> options;
    private final Storage storage;
    private final Supplier<TrackerMaker> trackers;
    private final TicketCounts counts;
    private final InstantSource clock;
    private volatile @Nullable Tickets tickets;
    private boolean closed;

    /**
     * @param options the section in force
     * @param storage has the ledger, and knows earlier deliveries
     * @param trackers is asked when the section is there
     * @param counts learns how it ended for each ticket
     */
    public TicketGate(
            Supplier<Optional<TicketsOptions>> options,
            Storage storage,
            Supplier<TrackerMaker> trackers,
            TicketCounts counts,
            InstantSource clock) {
        this.options = options;
        this.storage = storage;
        this.trackers = trackers;
        this.counts = counts;
        this.clock = clock;
    }

    /** Returns the feature if it is configured. */
    public Optional<Tickets> tickets() {
        if (options.get().isEmpty()) {
            return Optional.empty();
        }
        Tickets known = tickets;
        return Optional.ofNullable(known != null ? known : open());
    }

    private synchronized @Nullable Tickets open() {
        Tickets known = tickets;
        if (known != null || closed) {
            return known;
        }
        TrackerMaker maker = trackers.get();
        Tickets opened = new Tickets(
                () -> options.get().orElse(TicketsOptions.NONE),
                maker.files(),
                maker::open,
                storage.tickets(),
                storage.history(),
                move -> counts.moved(
                        move.key().tracker(), move.result().orElseThrow().word()),
                clock);
        tickets = opened;
        return opened;
    }

    /** Follows the configuration: to be called after each change, and now and then. */
    public void follow() {
        Optional<Tickets> open = tickets();
        // When the configuration has lost the section, the trackers are closed.
        Tickets known = open.orElse(tickets);
        if (known != null) {
            known.follow();
        }
    }

    /** Returns what is wrong with trackers and state files, each in words. */
    public List<String> troubles() {
        // Asked first, because what follows loads a class of tickets.
        return options.get().isEmpty()
                ? List.of()
                : tickets().map(Tickets::troubles).orElse(List.of());
    }

    @Override
    public String kind() {
        return Tickets.KIND;
    }

    @Override
    public boolean mayBlock() {
        return options.get().isPresent();
    }

    @Override
    public OptionalInt workers() {
        return OptionalInt.of(WORKERS);
    }

    @Override
    public Plan plan(Delivery delivery) {
        // Asked first, because what follows loads classes of tickets.
        if (options.get().isEmpty()) {
            return new Plan.Actions(List.of());
        }
        return tickets().map(open -> open.plan(delivery)).orElseGet(() -> new Plan.Actions(List.of()));
    }

    @Override
    public String noun() {
        return "tickets";
    }

    @Override
    public String nameKey() {
        return "action";
    }

    @Override
    public Action restore(Planned planned) {
        return new RestoredMoves(planned);
    }

    /** What a script was doing ends with the server. */
    @Override
    public boolean endSurvivors(Planned planned, String token) {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Tickets known = tickets;
        if (known != null) {
            known.close();
        }
    }

    /** Moves of an earlier server: tickets may be configured by then, or not any more. */
    private final class RestoredMoves extends GatedAction {

        RestoredMoves(Planned planned) {
            super(planned);
        }

        @Override
        Optional<Action> restored() {
            Optional<Tickets> open = tickets();
            return open.isPresent() ? Optional.of(open.get().restore(planned())) : Optional.empty();
        }

        @Override
        Outcome away() {
            // They wait as for a tracker that does not answer: the section may be back in a moment.
            return new Outcome(Ending.EXITED, Tickets.LATER, "", "", false, "the configuration no longer has tickets");
        }
    }
}
