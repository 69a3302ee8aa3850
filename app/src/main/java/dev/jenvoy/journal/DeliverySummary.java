package dev.jenvoy.journal;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A delivery in a list.
 *
 * @param entry the journal's number
 * @param key its key
 * @param facts what was read out of its payload
 * @param redelivery which time its key was accepted; 0 when it was only noted
 * @param state its state
 * @param received when its request began
 * @param finished when it ended
 * @param began when the first of the actions for which it waits was started
 * @param actions the actions for which it waits, in order
 * @param apart its actions that run apart
 * @param failure how the first of the actions for which it waits failed; empty while no action has failed
 * @param cancelRequested whether somebody asked for its cancelling
 */
public record DeliverySummary(
        long entry,
        DeliveryKey key,
        Facts facts,
        int redelivery,
        DeliveryState state,
        Instant received,
        Optional<Instant> finished,
        Optional<Instant> began,
        List<ActionSummary> actions,
        List<ActionSummary> apart,
        Optional<Failure> failure,
        boolean cancelRequested) {

    public DeliverySummary {
        actions = List.copyOf(actions);
        apart = List.copyOf(apart);
    }

    /**
     * An action in a list.
     *
     * @param status what it came to; empty while it waits or runs
     * @param retrying whether it waits for another attempt
     */
    public record ActionSummary(
            String kind, String name, ActionState state, Optional<Status> status, boolean retrying) {

        private boolean is(Status one) {
            return status.filter(what -> what == one).isPresent();
        }
    }

    /**
     * How an action failed, in a list.
     *
     * @param returncode its exit code, where it has one
     * @param error why it failed, where the exit code does not say all
     * @param line the last line that it printed, to standard error if there was anything; at most 200 characters
     */
    public record Failure(
            String kind,
            String name,
            Ending ending,
            Optional<Integer> returncode,
            Optional<String> error,
            Optional<String> line) {}

    /** What people are shown of a delivery: its state, or more where that says too little. The one place that decides it. */
    public enum Shown {
        QUEUED,
        /** An action runs. */
        RUNNING,
        /** It has begun, and no action runs now: the next one waits for its turn. */
        WAITING,
        /** It has begun, and no action runs now: one that failed is tried again. */
        RETRYING,
        SUCCEEDED,
        FAILED,
        /** Nothing failed by itself: the server ended while it ran. */
        INTERRUPTED,
        CANCELLED,
        /** Newer deliveries took the place of all that it had to do. */
        SUPERSEDED,
        /** Newer deliveries took the place of some of what it had to do, and the rest ended well. */
        PARTLY_SUPERSEDED,
        SET_ASIDE,
        PONG,
        SKIPPED,
        UNMATCHED
    }

    /** Returns what people are shown. */
    public Shown shown() {
        return switch (state) {
            case RUNNING -> active();
            case FAILED ->
                actions.stream().anyMatch(action -> action.is(Status.FAILED))
                        ? Shown.FAILED
                        : interruptedOr(Shown.FAILED);
            case SUPERSEDED ->
                actions.stream().anyMatch(action -> action.is(Status.SUCCEEDED))
                        ? Shown.PARTLY_SUPERSEDED
                        : Shown.SUPERSEDED;
            case QUEUED, SUCCEEDED, CANCELLED, SET_ASIDE, PONG, SKIPPED, UNMATCHED -> Shown.valueOf(state.name());
        };
    }

    private Shown active() {
        if (actions.stream().anyMatch(action -> action.state() == ActionState.RUNNING)) {
            return Shown.RUNNING;
        }
        if (actions.stream().anyMatch(ActionSummary::retrying)) {
            return Shown.RETRYING;
        }
        // All have ended, and the end of the delivery is being recorded.
        return actions.stream().anyMatch(action -> action.state() == ActionState.WAITING)
                ? Shown.WAITING
                : Shown.RUNNING;
    }

    private Shown interruptedOr(Shown otherwise) {
        return actions.stream().anyMatch(action -> action.is(Status.INTERRUPTED)) ? Shown.INTERRUPTED : otherwise;
    }

    /** How many of its actions have ended or were dropped. */
    public long ended() {
        return actions.stream().filter(action -> action.status().isPresent()).count();
    }

    /** How many of those failed. */
    public long failed() {
        return actions.stream()
                .flatMap(action -> action.status().stream())
                .filter(Status::isFailure)
                .count();
    }
}
