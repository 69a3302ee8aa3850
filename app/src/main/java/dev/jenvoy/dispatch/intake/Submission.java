package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.journal.IgnoreReason;
import java.util.List;
import java.util.OptionalLong;

/** What became of a delivery that was handed in. */
public sealed interface Submission {

    /** It only asked whether somebody is there. */
    record Pong() implements Submission {}

    /**
     * It deletes a branch or tag, for which no hook runs.
     *
     * @param entry the journal's number, if actions run apart
     */
    record Skipped(OptionalLong entry) implements Submission {}

    /**
     * No hook matches it.
     *
     * @param entry the journal's number, if actions run apart
     */
    record Unmatched(OptionalLong entry) implements Submission {}

    /**
     * Answers a delivery for which nothing is to be awaited.
     *
     * @param entry the journal's number, if actions run apart
     */
    static Submission ignored(Delivery delivery, OptionalLong entry) {
        return switch (IgnoreReason.of(delivery.facts())) {
            case SKIPPED -> new Skipped(entry);
            default -> new Unmatched(entry);
        };
    }

    /** Its key is known with another event or payload. */
    record Conflict() implements Submission {}

    /**
     * The delivery cannot be accepted now; the sender is to send it again.
     *
     * @param cause one word for logs and metrics
     * @param reason words that the sender may read
     */
    record Unavailable(String cause, String reason) implements Submission {}

    /** It had come before and ended well, so nothing runs again. */
    record Recorded(List<DeliveryProgress.Ended> ended) implements Submission {
        public Recorded {
            ended = List.copyOf(ended);
        }
    }

    /** It is on disk, and runs or will run; or it is one that already was, and joined it. */
    record Accepted(DeliveryProgress progress) implements Submission {}
}
