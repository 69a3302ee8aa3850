package dev.jenvoy.ticket.move;

import com.google.gson.JsonObject;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.machine.Choice;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a ticket because of a happening, once. Looks at the ticket, decides by the state machine, records the decision, and only
 * then asks the tracker for the move. Who finds a recorded decision without a result looks where the ticket is and goes on
 * from there. Safe for use by several threads.
 */
public final class TicketMover {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    private final Ledger ledger;
    private final InstantSource clock;
    private final TicketLocks locks = new TicketLocks();

    public TicketMover(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How one try ended.
     *
     * @param move the record, with a result
     * @param notBefore when the tracker may be asked again, if it said so
     * @param stopsAll whether no other ticket of the tracker needs to be tried now
     */
    public record Tried(TicketMove move, Optional<Instant> notBefore, boolean stopsAll) {

        static Tried of(TicketMove move) {
            return new Tried(move, Optional.empty(), false);
        }
    }

    /**
     * Moves a ticket, or says why not. Blocks for the tracker and the disk.
     *
     * @param wanted the ticket, the happening and what asked for it, without a result
     * @throws UncheckedIOException when the ledger cannot be read
     */
    public Tried move(TicketMove wanted, TrackerSetup setup, Tracker tracker) throws InterruptedException {
        String ticket = wanted.key().tracker() + " " + wanted.key().ticket();
        locks.acquire(ticket);
        try {
            Optional<TicketMove> known = ledger.find(wanted.key());
            Optional<Tried> settled = known.flatMap(record -> settled(record, wanted));
            if (settled.isPresent()) {
                return settled.get();
            }
            if (known.isPresent() && known.get().isInDoubt()) {
                return goOn(known.get(), setup, tracker);
            }
            return decide(wanted, setup, tracker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            locks.release(ticket);
        }
    }

    /**
     * Records that a ticket was not asked for, because its tracker can move no ticket now, so that it is found later. What is
     * known of it stays.
     */
    public TicketMove without(TicketMove wanted, TicketResult result, String note) {
        try {
            Optional<TicketMove> known = ledger.find(wanted.key());
            if (known.isPresent()) {
                return settled(known.get(), wanted)
                        .map(Tried::move)
                        .orElseGet(() -> known.get().ended(result, note, clock.instant()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end(wanted, result, note).move();
    }

    /** Returns what is known already, if nothing is left to do. */
    private static Optional<Tried> settled(TicketMove record, TicketMove wanted) {
        if (record.result().isEmpty()) {
            return Optional.empty();
        }
        boolean isSame = record.cause().entry() == wanted.cause().entry();
        return switch (record.result().get().weight()) {
            case FINE ->
                Optional.of(Tried.of(
                        isSame
                                ? record
                                : record.ended(
                                        TicketResult.BEFORE,
                                        "the same happening was handled with delivery "
                                                + record.cause().entry(),
                                        record.decided())));
            case REFUSED -> isSame ? Optional.of(Tried.of(record)) : Optional.empty();
            case SHUT, LATER -> Optional.empty();
        };
    }

    private Tried decide(TicketMove wanted, TrackerSetup setup, Tracker tracker)
            throws IOException, InterruptedException {
        String subject = wanted.cause().subject();
        long last = ledger.lastArrival(wanted.key().tracker(), wanted.key().ticket(), subject);
        if (last > wanted.cause().arrival()) {
            return end(wanted, TicketResult.OVERTAKEN, "delivery " + last + " about " + subject + " moved it since");
        }
        LookResult look = tracker.look(wanted.key().ticket());
        if (look instanceof TrackerFailure failure) {
            return failed(wanted, failure, setup);
        }
        Ticket ticket = ((LookResult.Found) look).ticket();
        Decision decision = Decision.about(ticket, wanted.cause().event(), setup);
        TicketMove seen = wanted.at(ticket.url(), decision.track());
        if (decision instanceof Decision.Stay stay) {
            return end(seen, stay.result(), stay.note());
        }
        Optional<String> trouble = ledger.put(seen);
        if (trouble.isPresent()) {
            // Nothing is moved that is not recorded.
            return new Tried(
                    seen.ended(TicketResult.BUSY, "not recorded: " + trouble.get(), clock.instant()),
                    Optional.empty(),
                    true);
        }
        Decision.Move move = (Decision.Move) decision;
        return walk(seen, ticket, move.way(), move.machine(), setup, tracker);
    }

    /** Goes on with what an earlier try had decided. */
    private Tried goOn(TicketMove record, TrackerSetup setup, Tracker tracker) throws InterruptedException {
        LookResult look = tracker.look(record.key().ticket());
        if (look instanceof TrackerFailure failure) {
            return failedInDoubt(record, failure, setup);
        }
        Ticket ticket = ((LookResult.Found) look).ticket();
        Optional<StateMachine> found = setup.machine(ticket.project());
        String status = ticket.status().name();
        if (found.isEmpty()) {
            return end(record, TicketResult.OVERTAKEN, "it is " + ticket.key() + " now");
        }
        StateMachine machine = found.get();
        MoveTrack track = record.track();
        if (isAt(machine, track.toState(), track.to(), ticket)) {
            return moved(record.at(ticket.url(), track.arrivedAt(status)), ticket, List.of(), setup, tracker);
        }
        boolean isBefore = isAt(machine, track.fromState(), track.from(), ticket);
        String state = isBefore
                ? track.fromState()
                : machine.stateOf(ticket.status().id(), ticket.status().names()).orElse("");
        List<String> path = machine.path(track.fromState(), track.toState());
        if (!isBefore && !path.contains(state)) {
            return end(record, TicketResult.OVERTAKEN, "it is " + status + " now");
        }
        List<String> way = Decision.way(
                new Choice.Move(state, track.toState()),
                ticket,
                machine,
                setup.options().hops());
        if (!way.isEmpty()) {
            return walk(record, ticket, way, machine, setup, tracker);
        }
        Decision.Stay stay = Decision.blocked(status, track.to(), ticket.steps());
        return end(record, stay.result(), stay.note());
    }

    private static boolean isAt(StateMachine machine, String state, String status, Ticket ticket) {
        return StepChoice.isIn(machine, state, ticket.status())
                || (!status.isEmpty() && status.equals(ticket.status().name()));
    }

    private Tried walk(
            TicketMove decided,
            Ticket start,
            List<String> way,
            StateMachine machine,
            TrackerSetup setup,
            Tracker tracker)
            throws InterruptedException {
        Ticket ticket = start;
        List<String> notes = new ArrayList<>();
        for (String state : way) {
            Optional<Step> step = StepChoice.to(state, machine, ticket.steps());
            String target = StepChoice.shown(machine, state);
            if (step.isEmpty()) {
                return end(
                        decided,
                        TicketResult.NO_TRANSITION,
                        "it stays in " + ticket.status().name() + ": "
                                + StepChoice.refusal(ticket.status().name(), target, ticket.steps()));
            }
            MoveResult result =
                    tracker.move(ticket, step.get(), setup.options().fields().getOrDefault(state, new JsonObject()));
            if (result instanceof TrackerFailure failure) {
                return failedInDoubt(decided, failure, setup);
            }
            if (result instanceof MoveResult.WentOn other) {
                notes.addAll(leftOut(other.leftOut()));
                notes.add("moved on to " + other.now().status().name() + " by something else");
                return moved(decided.at(other.now().url(), decided.track()), other.now(), notes, setup, tracker);
            }
            MoveResult.Arrived arrived = (MoveResult.Arrived) result;
            notes.addAll(leftOut(arrived.leftOut()));
            ticket = arrived.now();
        }
        return moved(
                decided.at(
                        ticket.url(), decided.track().arrivedAt(ticket.status().name())),
                ticket,
                notes,
                setup,
                tracker);
    }

    private static List<String> leftOut(List<String> fields) {
        return fields.isEmpty() ? List.of() : List.of("without " + String.join(", ", fields));
    }

    private Tried moved(TicketMove done, Ticket ticket, List<String> notes, TrackerSetup setup, Tracker tracker)
            throws InterruptedException {
        List<String> all = new ArrayList<>(notes);
        String page = done.cause().page();
        if (setup.options().link() && !page.isEmpty()) {
            String title = done.cause().subject() + " " + done.cause().happening();
            tracker.link(ticket, new LinkedPage(page, title)).ifPresent(why -> all.add("not linked: " + why.said()));
        }
        if (setup.options().comment()) {
            String line = done.cause().happening() + ": "
                    + (page.isEmpty() ? done.cause().subject() : page);
            tracker.comment(ticket, line).ifPresent(why -> all.add("no comment: " + why.said()));
        }
        return end(done, TicketResult.MOVED, String.join("; ", all));
    }

    /** Ends a ticket of which nothing was asked but a look. */
    private Tried failed(TicketMove wanted, TrackerFailure failure, TrackerSetup setup) {
        Decision.Stay stay = Decision.about(failure, setup.options());
        return new Tried(end(wanted, stay.result(), stay.note()).move(), notBefore(failure), stopsAll(failure));
    }

    /**
     * Ends the try of a move that was decided. What was refused has not moved the ticket; of all else that is not known, and the
     * record stays without a result until a look says it.
     */
    private Tried failedInDoubt(TicketMove decided, TrackerFailure failure, TrackerSetup setup) {
        if (failure instanceof TrackerFailure.Refused) {
            return failed(decided, failure, setup);
        }
        TicketMove told = decided.ended(Decision.result(failure), failure.said(), clock.instant());
        return new Tried(told, notBefore(failure), stopsAll(failure));
    }

    private static Optional<Instant> notBefore(TrackerFailure failure) {
        return failure instanceof TrackerFailure.Later later ? later.notBefore() : Optional.empty();
    }

    private static boolean stopsAll(TrackerFailure failure) {
        return failure instanceof TrackerFailure.Shut
                || (failure instanceof TrackerFailure.Later later && later.wholeTracker());
    }

    private Tried end(TicketMove move, TicketResult result, String note) {
        TicketMove ended = move.ended(result, note, clock.instant());
        ledger.put(ended)
                .ifPresent(why -> LOG.warn(
                        "result of a ticket not recorded ticket={} result={} cause=\"{}\"",
                        ended.key().ticket(),
                        result.word(),
                        why));
        return Tried.of(ended);
    }
}
