package dev.jenvoy.ticket.move;

import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.machine.Choice;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is to be done with a ticket after a look at it. Deciding sends no request and changes nothing. */
public sealed interface Decision {

    /** Returns where the ticket is, and where it is to go. */
    MoveTrack track();

    /**
     * The ticket stays where it is.
     *
     * @param note more about the result, one line; may be empty
     */
    record Stay(MoveTrack track, TicketResult result, String note) implements Decision {}

    /**
     * The ticket is to be moved.
     *
     * @param machine the machine of its project
     * @param way the states to go through, at least one; the last one is the target
     */
    record Move(MoveTrack track, StateMachine machine, List<String> way) implements Decision {
        public Move {
            way = List.copyOf(way);
        }
    }

    /**
     * Decides about a ticket by the machine of its project.
     *
     * @param event the machine's word for what happened
     */
    static Decision about(Ticket ticket, String event, TrackerSetup setup) {
        MoveTrack here = MoveTrack.at(ticket.status().name());
        Optional<StateMachine> machine = setup.machine(ticket.project());
        if (machine.isEmpty()) {
            String note = "it is " + ticket.key() + " now, whose project is not configured here";
            return new Stay(here, TicketResult.FOREIGN, note);
        }
        Choice choice =
                machine.get().choose(ticket.status().id(), ticket.status().names(), event);
        if (choice instanceof Choice.Move move) {
            return move(move, ticket, machine.get(), setup.options().hops());
        }
        if (choice instanceof Choice.End) {
            return new Stay(here, TicketResult.FINAL, "");
        }
        if (choice instanceof Choice.Already) {
            return new Stay(here, TicketResult.ALREADY, "");
        }
        return choice instanceof Choice.NoStep
                ? new Stay(here, TicketResult.NO_STEP, "from " + here.from() + " no step for \"" + event + "\"")
                : new Stay(
                        here, TicketResult.UNKNOWN_STATUS, "the state file has no alias for its status " + here.from());
    }

    /** Decides about a ticket that the tracker did not show. */
    static Stay about(TrackerFailure failure, TrackerOptions options) {
        boolean isIgnored = options.ignoresMissing()
                && failure instanceof TrackerFailure.Refused refused
                && refused.reason() == TrackerFailure.Refused.Reason.MISSING;
        return new Stay(MoveTrack.UNKNOWN, isIgnored ? TicketResult.IGNORED : result(failure), failure.said());
    }

    /** Returns the result that a failure of the tracker is. */
    static TicketResult result(TrackerFailure failure) {
        return TicketResult.valueOf(failure.word().toUpperCase(Locale.ROOT));
    }

    private static Decision move(Choice.Move choice, Ticket ticket, StateMachine machine, int hops) {
        String status = ticket.status().name();
        List<String> way = way(choice, ticket, machine, hops);
        String target = StepChoice.shown(machine, choice.to());
        if (way.isEmpty()) {
            return blocked(status, target, ticket.steps());
        }
        Step first = StepChoice.to(way.get(0), machine, ticket.steps()).orElseThrow();
        String arrival = way.size() == 1 ? first.target().name() : target;
        return new Move(new MoveTrack(choice.from(), choice.to(), status, arrival, first.name(), way), machine, way);
    }

    /** Decides about a ticket that has to move and cannot take the step. */
    static Stay blocked(String status, String target, Steps steps) {
        MoveTrack here = MoveTrack.at(status);
        return steps instanceof Steps.Withheld withheld
                ? new Stay(here, TicketResult.FORBIDDEN, withheld.said())
                : new Stay(here, TicketResult.NO_TRANSITION, StepChoice.refusal(status, target, steps));
    }

    /** Returns the states to go through, the last one is the target; empty if the first step cannot be taken. */
    private static List<String> way(Choice.Move choice, Ticket ticket, StateMachine machine, int hops) {
        if (StepChoice.to(choice.to(), machine, ticket.steps()).isPresent()) {
            return List.of(choice.to());
        }
        List<String> path = hops > 1 ? machine.path(choice.from(), choice.to()) : List.of();
        boolean isOpen = !path.isEmpty()
                && path.size() <= hops
                && StepChoice.to(path.get(0), machine, ticket.steps()).isPresent();
        return isOpen ? path : List.of();
    }
}
