package dev.jenvoy.ticket.move;

import com.google.gson.JsonObject;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try to move a ticket, whose key is known and which no other thread works on. */
record TicketTry(Ledger ledger, InstantSource clock, TrackerSetup setup, Tracker tracker) {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    /** Returns how it ends without a look at the ticket, if the records say so. */
    Optional<TicketMover.Tried> withoutLook(TicketMove wanted) throws IOException {
        Optional<TicketMove> known = ledger.find(wanted.key());
        Optional<TicketMover.Tried> settled = known.flatMap(record -> settled(record, wanted));
        if (settled.isPresent()) {
            return settled;
        }
        if (known.isEmpty() || !known.get().isInDoubt()) {
            return overtaken(asked(known, wanted));
        }
        TicketMove record = known.get();
        Optional<TicketMove> newer = ledger.newer(record);
        if (newer.isPresent()) {
            MoveCause other = newer.get().cause();
            String how = newer.get().isInDoubt() ? " may have moved it since" : " moved it since";
            String note = source(other.entry(), other.subject()) + how;
            return Optional.of(end(record.askedBy(wanted), TicketResult.OVERTAKEN, note));
        }
        return adopted(record, wanted);
    }

    /** Has this delivery ask for a move in doubt, so that the record is found with it. Returns why not. */
    private Optional<TicketMover.Tried> adopted(TicketMove record, TicketMove wanted) {
        return record.cause().entry() == wanted.cause().entry()
                ? Optional.empty()
                : ledger.put(record.askedBy(wanted)).map(why -> notRecorded(record, why));
    }

    /** A happening that came before keeps its place in the order of happenings. */
    private static TicketMove asked(Optional<TicketMove> known, TicketMove wanted) {
        return known.map(wanted::notAfter).orElse(wanted);
    }

    private Optional<TicketMover.Tried> overtaken(TicketMove wanted) throws IOException {
        return ledger.later(wanted).map(TicketMove::cause).map(last -> {
            String source = source(last.arrival(), last.subject());
            String how = last.arrival() > wanted.cause().arrival() ? " moved it since" : " happened later and moved it";
            return end(wanted, TicketResult.OVERTAKEN, source + how);
        });
    }

    private static String source(long entry, String subject) {
        return "delivery " + entry + " about " + subject;
    }

    /** Returns what is known already, if nothing is left to do. */
    static Optional<TicketMover.Tried> settled(TicketMove record, TicketMove wanted) {
        if (record.result().isEmpty()) {
            return Optional.empty();
        }
        boolean isSame = record.cause().entry() == wanted.cause().entry();
        return switch (record.result().get().weight()) {
            case FINE ->
                Optional.of(TicketMover.Tried.of(
                        isSame
                                ? record
                                : record.ended(
                                        TicketResult.BEFORE,
                                        "the same happening was handled with delivery "
                                                + record.cause().entry(),
                                        record.decided())));
            case REFUSED -> isSame ? Optional.of(TicketMover.Tried.of(record)) : Optional.empty();
            case SHUT, LATER -> Optional.empty();
        };
    }

    /** Goes on after a look: decides, or continues what an earlier try had decided. */
    TicketMover.Tried after(LookResult look, TicketMove wanted) throws IOException, InterruptedException {
        Optional<TicketMove> known = ledger.find(wanted.key());
        boolean isInDoubt = known.isPresent() && known.get().isInDoubt();
        if (look instanceof TrackerFailure failure) {
            return isInDoubt ? failedInDoubt(known.get(), failure) : failed(asked(known, wanted), failure);
        }
        Ticket ticket = ((LookResult.Found) look).ticket();
        return isInDoubt ? goOn(known.get(), ticket) : decide(asked(known, wanted), ticket);
    }

    private TicketMover.Tried decide(TicketMove wanted, Ticket ticket) throws InterruptedException {
        Decision decision = Decision.about(ticket, wanted.cause().event(), setup);
        TicketMove seen = wanted.at(ticket.url(), decision.track());
        if (decision instanceof Decision.Stay stay) {
            return end(seen, stay.result(), stay.note());
        }
        Optional<String> trouble = ledger.decide(seen);
        if (trouble.isPresent()) {
            return notRecorded(seen, trouble.get());
        }
        Decision.Move move = (Decision.Move) decision;
        return walk(seen, ticket, move.way(), move.machine());
    }

    /** Nothing is moved that is not recorded. */
    TicketMover.Tried notRecorded(TicketMove move, String why) {
        return TicketMover.Tried.of(move.ended(TicketResult.BUSY, "not recorded: " + why, clock.instant()))
                .after(Optional.empty(), true);
    }

    /** Goes on with what an earlier try had decided, on its way alone. */
    private TicketMover.Tried goOn(TicketMove record, Ticket ticket) throws InterruptedException {
        Optional<StateMachine> found = setup.machine(ticket.project());
        String status = ticket.status().name();
        if (found.isEmpty()) {
            return end(record, TicketResult.OVERTAKEN, "it is " + ticket.key() + " now");
        }
        StateMachine machine = found.get();
        MoveTrack track = record.track();
        if (isAt(machine, track.toState(), track.to(), ticket)) {
            return moved(record.at(ticket.url(), track.arrivedAt(status)), ticket, List.of());
        }
        Optional<String> unknown = Stream.concat(Stream.of(track.fromState()), track.way().stream())
                .filter(state -> machine.statuses(state).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return end(
                    record,
                    TicketResult.NO_STEP,
                    "its state machine no longer has the state \"" + unknown.get() + "\", it stays in " + status);
        }
        List<String> way = rest(track, machine, ticket);
        if (way.isEmpty()) {
            return end(record, TicketResult.OVERTAKEN, "it is " + status + " now");
        }
        if (StepChoice.to(way.get(0), machine, ticket.steps()).isPresent()) {
            return walk(record, ticket, way, machine);
        }
        Decision.Stay stay = Decision.blocked(status, StepChoice.shown(machine, way.get(0)), ticket.steps());
        return end(record, stay.result(), stay.note());
    }

    /** Returns what is left of a decided way; empty if the ticket is not on it. */
    private static List<String> rest(MoveTrack track, StateMachine machine, Ticket ticket) {
        if (isAt(machine, track.fromState(), track.from(), ticket)) {
            return track.way();
        }
        for (int i = 0; i < track.way().size(); i++) {
            if (StepChoice.isIn(machine, track.way().get(i), ticket.status())) {
                return track.way().subList(i + 1, track.way().size());
            }
        }
        return List.of();
    }

    private static boolean isAt(StateMachine machine, String state, String status, Ticket ticket) {
        return StepChoice.isIn(machine, state, ticket.status())
                || (!status.isEmpty() && status.equals(ticket.status().name()));
    }

    private TicketMover.Tried walk(TicketMove decided, Ticket start, List<String> way, StateMachine machine)
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
                return failedInDoubt(decided, failure);
            }
            if (result instanceof MoveResult.WentOn other) {
                notes.addAll(leftOut(other.leftOut()));
                notes.add("moved on to " + other.now().status().name() + " by something else");
                return moved(decided.at(other.now().url(), decided.track()), other.now(), notes);
            }
            MoveResult.Arrived arrived = (MoveResult.Arrived) result;
            notes.addAll(leftOut(arrived.leftOut()));
            ticket = arrived.now();
        }
        return moved(
                decided.at(
                        ticket.url(), decided.track().arrivedAt(ticket.status().name())),
                ticket,
                notes);
    }

    private static List<String> leftOut(List<String> fields) {
        return fields.isEmpty() ? List.of() : List.of("without " + String.join(", ", fields));
    }

    private TicketMover.Tried moved(TicketMove done, Ticket ticket, List<String> notes) throws InterruptedException {
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
    private TicketMover.Tried failed(TicketMove wanted, TrackerFailure failure) {
        Decision.Stay stay = Decision.about(failure, setup.options());
        return end(wanted, stay.result(), stay.note()).after(notBefore(failure), stopsAll(failure));
    }

    /**
     * Ends the try of a move that was decided. What was refused has not moved the ticket; of all else that is not known, and the
     * record stays without a result until a look says it.
     */
    private TicketMover.Tried failedInDoubt(TicketMove decided, TrackerFailure failure) {
        if (failure instanceof TrackerFailure.Refused) {
            return failed(decided, failure);
        }
        TicketMove told = decided.ended(Decision.result(failure), failure.said(), clock.instant());
        return TicketMover.Tried.of(told).after(notBefore(failure), stopsAll(failure));
    }

    private static Optional<Instant> notBefore(TrackerFailure failure) {
        return failure instanceof TrackerFailure.Later later ? later.notBefore() : Optional.empty();
    }

    private static boolean stopsAll(TrackerFailure failure) {
        return failure instanceof TrackerFailure.Shut
                || (failure instanceof TrackerFailure.Later later && later.wholeTracker());
    }

    TicketMover.Tried end(TicketMove move, TicketResult result, String note) {
        TicketMove ended = move.ended(result, note, clock.instant());
        record(ledger, ended);
        return TicketMover.Tried.of(ended);
    }

    /** Records a move, or says in the log why not. */
    static void record(Ledger ledger, TicketMove move) {
        ledger.put(move)
                .ifPresent(why -> LOG.warn(
                        "result of a ticket not recorded ticket={} result={} cause=\"{}\"",
                        move.key().ticket(),
                        move.word(),
                        why));
    }
}
