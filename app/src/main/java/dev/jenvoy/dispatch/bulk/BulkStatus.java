package dev.jenvoy.dispatch.bulk;

import dev.jenvoy.journal.OperatorRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a bulk is.
 *
 * @param number tells it from others of this server's run
 * @param asked who asked for it, and when
 * @param state whether it goes on
 * @param ended when it ended
 * @param total how many deliveries were chosen
 * @param begun how many were accepted again so far
 * @param running how many of those have not ended
 * @param succeeded how many of those succeeded
 * @param failed how many of those failed, or were set aside
 * @param leftOut how many were not run again, by the reason
 */
public record BulkStatus(
        long number,
        OperatorRequest asked,
        State state,
        Optional<Instant> ended,
        int total,
        int begun,
        int running,
        int succeeded,
        int failed,
        Map<Reason, Integer> leftOut) {

    public BulkStatus {
        leftOut = leftOut.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(leftOut));
    }

    /** Whether a bulk goes on. */
    public enum State {
        /** Deliveries are still to be run again, or run. */
        RUNNING,
        /** All have ended or were left out. */
        DONE,
        /** It was cancelled, and what of it ran has ended. */
        CANCELLED
    }

    /** Why a delivery was not run again. */
    public enum Reason {
        /** It is under way. */
        RUNNING,
        /** A newer redelivery of it came meanwhile. */
        NEWER_ATTEMPT,
        /** Its payload is not kept. */
        NO_PAYLOAD,
        /** No wanted hook matches it now. */
        NO_HOOK,
        /** It was deleted meanwhile. */
        DELETED,
        /** The bulk was cancelled before its turn. */
        CANCELLED,
        /** The server has a fault, which its log names. */
        FAULT
    }
}
