package dev.jenvoy.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What an ended action comes to. The one place that says so: lists, statistics, metrics and the delivery's own state
 * derive from it.
 */
public enum Status {
    /** It did what it was to do: a process ended with exit code 0. */
    SUCCEEDED,
    /** It ended badly. */
    FAILED,
    /** It made room for a newer one. */
    SUPERSEDED,
    /** It did not have to run, because of how the actions before it ended. */
    SKIPPED,
    /** Somebody cancelled it. */
    CANCELLED,
    /** The server ended while it ran, and it is not run again. */
    INTERRUPTED;

    /** Returns the status of an action that ended in this way, with this exit code or {@code null}. */
    public static Status of(Ending ending, @Nullable Integer returncode) {
        return switch (ending) {
            case SUPERSEDED -> SUPERSEDED;
            case SKIPPED -> SKIPPED;
            case CANCELLED -> CANCELLED;
            case INTERRUPTED -> INTERRUPTED;
            case DONE, NOTHING -> SUCCEEDED;
            default -> returncode != null && returncode == 0 ? SUCCEEDED : FAILED;
        };
    }

    /** Whether it did what it was to do, or did not have to: a newer one takes its place, or it was skipped. */
    public boolean endedWell() {
        return this == SUCCEEDED || this == SUPERSEDED || this == SKIPPED;
    }

    /** Whether it counts as a failure of its delivery. What somebody cancelled, or a newer one replaced, does not. */
    public boolean isFailure() {
        return this == FAILED || this == INTERRUPTED;
    }
}
