package dev.jenvoy.journal.apart;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import java.time.Instant;
import java.util.Optional;

/**
 * One action that runs apart.
 *
 * @param attempts how often it was started for this delivery's key
 * @param due when it is tried again, if it waits for that
 * @param began when its last attempt began
 * @param outcome how its last attempt ended
 */
public record ApartAction(
        ApartPlace place,
        Planned planned,
        ApartState state,
        int attempts,
        Optional<Instant> due,
        Optional<Instant> began,
        Optional<Outcome> outcome) {}
