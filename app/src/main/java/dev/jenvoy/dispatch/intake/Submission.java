package dev.jenvoy.dispatch.intake;

import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.List;

/** What became of a delivery that was handed in. */
public sealed interface Submission {

    /** It only asked whether somebody is there. */
    record Pong() implements Submission {}

    /** It deletes a branch or tag, which runs nothing. */
    record Skipped() implements Submission {}

    /** Nothing answers to it. */
    record Unmatched() implements Submission {}

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
