package dev.jenvoy.ticket.tracker;

import java.util.List;

/** How a move ended. */
public sealed interface MoveResult permits MoveResult.Arrived, MoveResult.WentOn, TrackerFailure {

    /**
     * Returns what a look after an accepted move says about it.
     *
     * @param look the look
     * @param before the ticket before the move
     * @param step the step that was asked for
     * @param leftOut the names of the fields that were not set
     * @param unchanged what to say if the ticket is where it was
     */
    static MoveResult after(LookResult look, Ticket before, Step step, List<String> leftOut, String unchanged) {
        if (!(look instanceof LookResult.Found found)) {
            return (TrackerFailure) look;
        }
        Ticket now = found.ticket();
        if (now.status().isSame(step.target())) {
            return new Arrived(now, leftOut);
        }
        return now.status().isSame(before.status())
                ? new TrackerFailure.Refused(TrackerFailure.Refused.Reason.UNCHANGED, unchanged)
                : new WentOn(now, leftOut);
    }

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
