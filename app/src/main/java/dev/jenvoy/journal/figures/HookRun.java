package dev.jenvoy.journal.figures;

import dev.jenvoy.delivery.Status;
import java.time.Duration;
import java.time.Instant;

/**
 * An attempt of an action that ended.
 *
 * @param status what it came to
 */
public record HookRun(long entry, String kind, String name, Instant began, Duration took, Status status) {}
