package dev.jenvoy.ticket.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.History;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.move.TicketMover;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.setup.TrackerSetups;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All of tickets behind one door: trackers, state machines, the ledger and the actions of deliveries. Made when the configuration
 * first has the section {@code tickets}. Safe for use by several threads.
 */
public final class Tickets implements AutoCloseable {

    /** The name of the action kind, which is stored with each action: never change it. */
    public static final String KIND = TicketAction.KIND;

    /** The return code of what is tried again. */
    public static final int LATER = TicketReport.LATER;

    /** How long the ledger remembers: a sender repeats a happening within days. */
    private static final Duration REMEMBERED = Duration.ofDays(400);

    private static final Duration BETWEEN_FORGETTING = Duration.ofDays(1);

    private final Supplier<TicketsOptions> options;
    private final Ledger ledger;
    private final SetupCache setups;
    private final TrackerPool trackers;
    private final TicketAction.Parts parts;
    private final InstantSource clock;
    private Instant forgot = Instant.EPOCH;

    /**
     * @param options the section of the configuration in force
     * @param reader reads the files that it names
     * @param opener makes trackers
     * @param history knows earlier deliveries with the same key
     * @param listener learns how it ended for each ticket
     */
    public Tickets(
            Supplier<TicketsOptions> options,
            FileReader reader,
            TrackerOpener opener,
            Ledger ledger,
            History history,
            MoveListener listener,
            InstantSource clock) {
        this.options = options;
        this.ledger = ledger;
        this.clock = clock;
        this.setups = new SetupCache(reader, System::nanoTime);
        this.trackers = new TrackerPool(opener);
        this.parts = new TicketAction.Parts(
                options, setups, trackers, new TicketMover(ledger, clock), new KeyHistory(history), listener, clock);
    }

    /** Plans the moves that a delivery asks for. Reads the payload and, after a change, the state files. Throws nothing. */
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(TicketPlanner.plan(delivery, setups.of(options.get())).stream()
                .map(this::restore)
                .toList());
    }

    /** Restores an action of a delivery that was accepted earlier. */
    public Action restore(Planned planned) {
        return new TicketAction(planned, parts);
    }

    /** Returns the records of what happened to tickets. */
    public Ledger ledger() {
        return ledger;
    }

    /** Returns the trackers in force with their machines. Blocks on the disk. */
    public Map<String, TrackerSetup> setups() {
        return setups.of(options.get()).trackers();
    }

    /** Returns what is wrong with the files that were read last, errors and warnings. Reads no file. */
    public List<FileProblem> fileProblems() {
        return setups.problems();
    }

    /** Returns why a tracker cannot be used, in words; empty while all is well or nothing was tried. */
    public Optional<String> trouble(TrackerOptions tracker) {
        return setups().containsKey(tracker.name())
                ? trackers.trouble(tracker).map(TrackerFailure.Shut::said)
                : Optional.of("its state file has errors");
    }

    /**
     * Lets a tracker that could not be used be asked again: a person says that its credentials or its address are right now.
     *
     * @return whether it could not be used before
     */
    public boolean reopen(String tracker) {
        Optional<TrackerOptions> known =
                Optional.ofNullable(options.get().trackers().get(tracker));
        boolean wasShut = known.flatMap(trackers::trouble).isPresent();
        known.ifPresent(trackers::reopen);
        return wasShut;
    }

    /** Lets each tracker that could not be used be asked again, and returns their names. */
    public List<String> reopenAll() {
        return options.get().trackers().keySet().stream().filter(this::reopen).toList();
    }

    /** Returns the section of the configuration in force. */
    public TicketsOptions options() {
        return options.get();
    }

    /** Returns what is wrong, each in words: files that are not used, trackers that cannot be used. */
    public List<String> troubles() {
        List<String> all = new ArrayList<>();
        TicketsOptions current = options.get();
        Map<String, TrackerSetup> inForce = setups.of(current).trackers();
        setups.problems().stream()
                .filter(FileProblem::isError)
                .map(problem -> "state file not used" + (inForce.isEmpty() ? "" : ", the last good one stays in force")
                        + ": " + problem.describeToAll())
                .forEach(all::add);
        for (TrackerOptions tracker : current.trackers().values()) {
            Optional<TrackerFailure.Shut> shut = trackers.trouble(tracker);
            shut.ifPresent(why -> all.add("tracker " + tracker.name() + " cannot be used: " + why.said()));
        }
        return all;
    }

    /**
     * Follows a change of the configuration and its files, and forgets what is very old, once a day. To be called now and then:
     * files that were never read have no last good ones.
     */
    public synchronized void follow() {
        TicketsOptions current = options.get();
        TrackerSetups unusedSetups = setups.of(current);
        trackers.follow(current);
        Instant now = clock.instant();
        if (forgot.plus(BETWEEN_FORGETTING).isBefore(now)) {
            forgot = now;
            ledger.forget(now.minus(REMEMBERED));
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        trackers.close();
    }
}
