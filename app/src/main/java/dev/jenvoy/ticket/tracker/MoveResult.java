package dev.jenvoy.ticket.tracker;

import java.util.List;

/** How a move ended. */
public sealed interface MoveResult permits MoveResult.Arrived, MoveResult.WentOn, TrackerFailure {

    /**
     * The ticket is in the status that the step leads to.
     *
     * @param now the ticket after the move
     * @param leftOut the names of the fields that were not set, because the step does not have them
     */
    record Arrived(Ticket now, List<String> leftOut) implements MoveResult {
        public Arrived {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * The ticket was moved and is in another status than the step leads to: something else, such as an automation, moved it
     * on.
     *
     * @param now the ticket after the move
     * @param leftOut the names of the fields that were not set, because the step does not have them
     */
    record WentOn(Ticket now, List<String> leftOut) implements MoveResult {
        public WentOn {
            leftOut = List.copyOf(leftOut);
        }
    }
}
