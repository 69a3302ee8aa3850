package dev.jenvoy.journal;

import dev.jenvoy.delivery.Status;
import java.util.Collection;

/**
 * The state of a delivery. {@link #QUEUED} becomes {@link #RUNNING} with the first start of an action, and again queued
 * when that start did not come about; each of the two becomes one of the ended states, and those never change. What was only noted is ended from the first.
 */
public enum DeliveryState {
    /** Accepted; no action has begun. */
    QUEUED(0),
    /** At least one of its actions has begun, and not all have ended. */
    RUNNING(1),
    /** All of its actions ran and ended well. */
    SUCCEEDED(2),
    /** All of its actions ended, at least one of them badly. */
    FAILED(3),
    /** It was cancelled before its end. */
    CANCELLED(4),
    /** Newer deliveries took the place of some or all that it had to do, and the rest ended well. */
    SUPERSEDED(5),
    /** The server died, or was stopped, too often while it ran: it is not tried again by itself. */
    SET_ASIDE(6),
    /** Noted: a ping. */
    PONG(7),
    /** Noted: the deletion of a branch or tag. */
    SKIPPED(8),
    /** Noted: no hook answers to it. */
    UNMATCHED(9);

    private final int code;

    DeliveryState(int code) {
        this.code = code;
    }

    /**
     * What a delivery comes to when all of its actions have ended.
     *
     * @param actions what each of them came to
     */
    public static DeliveryState concluding(Collection<Status> actions) {
        if (actions.stream().anyMatch(Status::isFailure)) {
            return FAILED;
        }
        if (actions.contains(Status.CANCELLED)) {
            return CANCELLED;
        }
        return actions.contains(Status.SUPERSEDED) ? SUPERSEDED : SUCCEEDED;
    }

    /** Its number in the journal's file; never changes its meaning. */
    public int code() {
        return code;
    }

    public static DeliveryState of(int code) {
        for (DeliveryState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no delivery state " + code);
    }

    /** Whether it never changes again. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** Whether this is one of the ways in which a delivery that was accepted ends by {@link Journal#finished}. */
    public boolean finishes() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == SUPERSEDED;
    }

    /** Whether a delivery may go from this state to the next one. */
    public boolean mayBecome(DeliveryState next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next.finishes() || next == SET_ASIDE;
            case RUNNING -> next == QUEUED || next.finishes() || next == SET_ASIDE;
            default -> false;
        };
    }
}
