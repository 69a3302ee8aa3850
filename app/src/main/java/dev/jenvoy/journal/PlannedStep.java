package dev.jenvoy.journal;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;

/**
 * A planned action within an accepted delivery.
 *
 * @param position its place in the plan, from 0
 * @param planned what is to be run
 * @param starts how often this action was started for this delivery's key so far: in earlier redeliveries, by retries
 *     and by reruns after a crash. The next start is attempt {@code starts + 1}.
 */
public record PlannedStep(int position, Planned planned, int starts) {

    /** Returns whether it begins when its delivery has ended. */
    public boolean isAfter() {
        return planned.policy().track() == Policy.Track.AFTER;
    }

    /** Whether its delivery does not wait for it. */
    public boolean isApart() {
        return planned.policy().apart();
    }
}
