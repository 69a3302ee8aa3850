package dev.jenvoy.journal;

import dev.jenvoy.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of an action.
 *
 * @param attempt which start for the delivery's key; 0 when the action was dropped without one
 * @param began when it started, or was dropped
 * @param took how long it ran; empty while it runs
 * @param outcome how it ended; empty while it runs
 */
public record RecordedRun(int attempt, Instant began, Optional<Duration> took, Optional<Outcome> outcome) {}
