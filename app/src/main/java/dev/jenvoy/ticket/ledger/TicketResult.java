package dev.jenvoy.ticket.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a happening ended for one ticket. The words are in records, metrics and answers of the API: never change one. */
public enum TicketResult {
    /** It was moved, or a move whose answer was lost had moved it. */
    MOVED(Weight.FINE),
    /** It was in the target status before. */
    ALREADY(Weight.FINE),
    /** It is in the last state of its machine. */
    FINAL(Weight.FINE),
    /** The machine has no step for the event in its state. */
    NO_STEP(Weight.FINE),
    /** An earlier delivery reported the same happening. */
    BEFORE(Weight.FINE),
    /** Something newer has moved it since. */
    OVERTAKEN(Weight.FINE),
    /** It belongs to another project now, which is not configured here. */
    FOREIGN(Weight.FINE),
    /** There is no such ticket, and the configuration says to ignore that. */
    IGNORED(Weight.FINE),
    /** The tracker offers no step to the target status. */
    NO_TRANSITION(Weight.REFUSED),
    /** The step needs a field that is not configured. */
    NEEDS_FIELD(Weight.REFUSED),
    /** The machine has no state for its status. */
    UNKNOWN_STATUS(Weight.REFUSED),
    /** There is no such ticket, or the account may not see it. */
    MISSING(Weight.REFUSED),
    /** The account may not move it. */
    FORBIDDEN(Weight.REFUSED),
    /** Refused by the tracker for another reason. */
    REJECTED(Weight.REFUSED),
    /** The tracker accepted the move and did not carry it out. */
    UNCHANGED(Weight.REFUSED),
    /** A hook of its delivery failed, and the configuration wants all of them to end well first. */
    HOOK_FAILED(Weight.REFUSED),
    /** The tracker refuses the credentials. */
    CREDENTIALS(Weight.SHUT),
    /** What answers is not the tracker. */
    NOT_TRACKER(Weight.SHUT),
    /** The tracker did not answer. */
    UNREACHABLE(Weight.LATER),
    /** The tracker limits the rate. */
    LIMITED(Weight.LATER),
    /** The ticket is being changed by another. */
    BUSY(Weight.LATER);

    /** Says what a result means for the delivery and for another try. */
    public enum Weight {
        /** All is well; nothing is left to do. */
        FINE,
        /** The delivery failed; the same try would be refused again. */
        REFUSED,
        /** The delivery failed; nothing was tried, and nothing is until a person has mended it. */
        SHUT,
        /** It is tried again. */
        LATER
    }

    private final Weight weight;

    TicketResult(Weight weight) {
        this.weight = weight;
    }

    /** Returns what it means for the delivery and for another try. */
    public Weight weight() {
        return weight;
    }

    /** Returns its word, such as {@code no_transition}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the result of this word, if there is one. */
    public static Optional<TicketResult> of(String word) {
        return Arrays.stream(values())
                .filter(result -> result.word().equals(word))
                .findFirst();
    }
}
