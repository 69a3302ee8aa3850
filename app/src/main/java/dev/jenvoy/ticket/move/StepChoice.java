package dev.jenvoy.ticket.move;

import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.machine.StatusReference;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.TicketStatus;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses among the steps of a ticket the one that leads to a state of its machine. A step is chosen by where it leads, never by
 * its own name; of several the one without a screen, then the one with the lowest id.
 */
public final class StepChoice {

    private static final int MAX_LISTED = 10;

    private StepChoice() {}

    /** Returns the step to a state, if the ticket can take one. */
    public static Optional<Step> to(String state, StateMachine machine, Steps steps) {
        if (steps instanceof Steps.Listed listed) {
            return listed.steps().stream()
                    .filter(Step::available)
                    .filter(step -> isIn(machine, state, step.target()))
                    .min(Comparator.comparing(Step::hasScreen).thenComparing(Step::id, StepChoice::compareIds));
        }
        return steps instanceof Steps.Any
                ? machine.statuses(state).stream()
                        .filter(status -> !status.isId())
                        .findFirst()
                        .map(status -> Step.to(status.text()))
                : Optional.empty();
    }

    /** Returns whether a status is one of a state. */
    public static boolean isIn(StateMachine machine, String state, TicketStatus status) {
        return machine.isIn(state, status.id(), status.names());
    }

    /** Returns the name of a state for people: its first status. */
    public static String shown(StateMachine machine, String state) {
        return machine.statuses(state).stream()
                .map(StatusReference::text)
                .findFirst()
                .orElse(state);
    }

    /** Says which steps there are, and where a step leads that only has the name of the target. */
    static String refusal(String from, String to, Steps steps) {
        String none = "no transition from " + from + " to " + to;
        if (!(steps instanceof Steps.Listed listed) || listed.steps().isEmpty()) {
            return none + "; there is no other";
        }
        String others = listed.steps().stream()
                .limit(MAX_LISTED)
                .map(step -> (step.name().isEmpty() ? "" : step.name() + " -> ")
                        + step.target().name()
                        + (step.available() ? "" : " (not available)"))
                .collect(Collectors.joining(", "));
        return none + "; there are: " + others + (listed.steps().size() > MAX_LISTED ? ", ..." : "");
    }

    /** Ids of digits are compared as numbers. */
    private static int compareIds(String one, String other) {
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }
}
