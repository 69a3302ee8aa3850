package dev.jenvoy.ticket.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.ticket.key.KeyFinder;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.move.TicketMover;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.setup.TrackerSetups;
import dev.jenvoy.ticket.tracker.Tracker;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves the tickets of one tracker that a delivery names. The keys were fixed when the delivery was accepted; tracker and state
 * machines are those of the moment at which it runs.
 */
record TicketAction(Planned planned, Parts parts) implements PlannedAction {

    /** The name of the action kind, which is stored with each action: never change it. */
    static final String KIND = "tickets";

    /** Comes before the name of the tracker in the name of the action, which is stored, too. */
    static final String PREFIX = "tickets:";

    private static final int TOO_MANY = 1;

    /**
     * What actions share.
     *
     * @param listener learns how it ended for each ticket
     */
    record Parts(
            Supplier<TicketsOptions> options,
            SetupCache setups,
            TrackerPool trackers,
            TicketMover mover,
            KeyHistory earlier,
            MoveListener listener,
            InstantSource clock) {}

    @Override
    public Outcome run(Context context) throws InterruptedException {
        context.started();
        String name = planned.name().substring(PREFIX.length());
        TicketsOptions options = parts.options().get();
        if (!options.trackers().containsKey(name)) {
            // It may have another name by mistake, or be back in a moment: its tickets wait.
            return later("the configuration no longer has the tracker " + name);
        }
        TrackerSetups setups = parts.setups().of(options);
        @Nullable TrackerSetup setup = setups.trackers().get(name);
        if (setup == null) {
            return later("the state files have errors, see jenvoy tickets check");
        }
        Optional<List<AskedMoves>> asked = planned.arguments().flatMap(AskedMoves::read);
        if (asked.isEmpty()) {
            return vanished("the journal does not say which tickets");
        }
        try {
            return run(context, setup, asked.get());
        } catch (UncheckedIOException e) {
            return later("the ledger cannot be read");
        }
    }

    /** Nothing was moved, and it is tried again. */
    private static Outcome later(String why) {
        return new Outcome(Ending.EXITED, TicketReport.LATER, "", "", false, why);
    }

    private static Outcome vanished(String why) {
        return Outcome.without(Ending.VANISHED, null, why).with(new RetryAdvice.Never());
    }

    private Outcome run(Context context, TrackerSetup setup, List<AskedMoves> asked) throws InterruptedException {
        MoveLog log = new MoveLog(context.delivery().id(), parts.clock().instant());
        Optional<String> tooMany = tooMany(asked, setup.options().maxTickets());
        if (tooMany.isPresent()) {
            log.none(setup.options().name(), tooMany.get());
            return new Outcome(Ending.EXITED, TOO_MANY, "", "", false, "nothing was moved: " + tooMany.get())
                    .with(new RetryAdvice.Never());
        }
        TicketReport report = new TicketReport(context.output(TicketReport.MAX_LOG_BYTES), parts.listener(), log);
        Optional<Unasked> held = setup.options().afterSuccess()
                ? parts.earlier().failedHook(context).map(Unasked::after)
                : Optional.empty();
        held.ifPresent(why -> log.none(setup.options().name(), why.note()));
        try {
            return run(context, setup, asked, held, report);
        } finally {
            parts.trackers().noteTrouble(setup.options());
        }
    }

    /**
     * Why the tracker is not asked for a ticket.
     *
     * @param note more about the result, one line
     */
    private record Unasked(TicketResult result, String note) {

        static Unasked after(String hook) {
            return new Unasked(TicketResult.HOOK_FAILED, hook + " failed");
        }

        static Unasked after(TicketMover.Tried stop) {
            return new Unasked(stop.move().result().orElseThrow(), stop.move().note());
        }
    }

    /** @param held why not one of the tickets is asked for */
    private Outcome run(
            Context context, TrackerSetup setup, List<AskedMoves> asked, Optional<Unasked> held, TicketReport report)
            throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        context.onCancel(() -> cancelled.set(true));
        Tracker tracker = parts.trackers().of(setup.options());
        long arrival = parts.earlier().arrival(context);
        Optional<Unasked> stop = held;
        Map<MoveKey, TicketMover.Tried> done = new HashMap<>();
        for (AskedMoves happening : asked) {
            for (String ticket : happening.tickets()) {
                if (cancelled.get()) {
                    return report.outcome().cancelled();
                }
                TicketMove wanted = wanted(context, arrival, setup, happening, ticket);
                if (stop.isPresent()) {
                    report.add(parts.mover()
                            .without(wanted, stop.get().result(), stop.get().note()));
                    continue;
                }
                Optional<String> left = left(setup, happening, ticket);
                if (left.isPresent()) {
                    report.add(wanted.ended(
                            TicketResult.NO_STEP, left.get(), parts.clock().instant()));
                    continue;
                }
                TicketMover.Tried tried = parts.mover().move(wanted, setup, tracker);
                Optional<TicketMover.Tried> same =
                        Optional.ofNullable(done.putIfAbsent(tried.move().key(), tried));
                if (same.isPresent() && isSame(same.get(), tried)) {
                    String note = "the same ticket as " + same.get().named();
                    report.add(wanted.ended(
                            TicketResult.BEFORE, note, parts.clock().instant()));
                } else {
                    report.add(tried.move(), tried.line());
                }
                tried.notBefore().ifPresent(report::waitUntil);
                stop = tried.stopsAll() ? Optional.of(Unasked.after(tried)) : stop;
            }
        }
        return report.outcome();
    }

    /** Returns whether a delivery names one ticket by two keys, the second of which changed nothing. */
    private static boolean isSame(TicketMover.Tried one, TicketMover.Tried other) {
        return !one.named().equals(other.named())
                && one.move().result().equals(other.move().result());
    }

    /** Returns why not one of the tickets is moved; empty if there are not too many. */
    private static Optional<String> tooMany(List<AskedMoves> asked, int limit) {
        int count = asked.stream().mapToInt(AskedMoves::count).sum();
        int kept = asked.stream().mapToInt(moves -> moves.tickets().size()).sum();
        if (count <= limit && kept == count) {
            return Optional.empty();
        }
        String names =
                "it names " + (count > KeyFinder.MAX_KEYS ? "more than " + KeyFinder.MAX_KEYS : count) + " tickets, ";
        return Optional.of(names
                + (count > limit
                        ? "and max_tickets is " + limit
                        : "whose keys are longer than what is kept of a delivery"));
    }

    private TicketMove wanted(Context context, long arrival, TrackerSetup setup, AskedMoves happening, String ticket) {
        String event = setup.options().on().getOrDefault(happening.kind(), "");
        MoveCause cause = new MoveCause(
                happening.kind().word(),
                event,
                happening.repository(),
                happening.subject(),
                happening.page(),
                happening.time(),
                context.entry(),
                arrival);
        return TicketMove.of(
                new MoveKey(setup.options().name(), ticket, happening.occasion()),
                cause,
                parts.clock().instant());
    }

    /** Returns why a ticket is not asked for although the delivery names it: the configuration has changed since. */
    private static Optional<String> left(TrackerSetup setup, AskedMoves happening, String ticket) {
        if (!setup.options().on().containsKey(happening.kind())) {
            return Optional.of(
                    "\"on\" no longer has an event for " + happening.kind().word());
        }
        String project = ticket.substring(0, ticket.lastIndexOf('-')).toUpperCase(Locale.ROOT);
        return setup.machine(project).isPresent()
                ? Optional.empty()
                : Optional.of("its project is no longer configured");
    }
}
