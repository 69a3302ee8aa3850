package dev.jenvoy.journal;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
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
 * @param state where it stands
 * @param received when its request began
 * @param finished when it ended
 * @param began when the first of its actions was started
 * @param actions the names of its actions, in order
 * @param ended how many of them have ended or were dropped
 * @param failed how many of those badly
 * @param cancelRequested whether somebody asked for its cancelling
 */
public record Summary(
        long entry,
        DeliveryKey key,
        Facts facts,
        int redelivery,
        DeliveryState state,
        Instant received,
        Optional<Instant> finished,
        Optional<Instant> began,
        List<String> actions,
        int ended,
        int failed,
        boolean cancelRequested) {

    public Summary {
        actions = List.copyOf(actions);
    }
}
