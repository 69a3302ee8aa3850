package dev.jenvoy.journal;

import dev.jenvoy.delivery.DeliveryKey;
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
        boolean cancelRequested) {

    public DeliverySummary {
        actions = List.copyOf(actions);
        apart = List.copyOf(apart);
    }

    /**
     * An action in a list.
     *
     * @param status what it came to; empty while it waits or runs
     */
    public record ActionSummary(String kind, String name, ActionState state, Optional<Status> status) {}

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
