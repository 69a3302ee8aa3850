package dev.jenvoy.journal.figures;

import dev.jenvoy.journal.DeliveryCount;
import java.time.Instant;
import java.util.List;

/**
 * How many deliveries were received over time.
 *
 * @param from since when they were counted; later than asked for if the time was up
 * @param counts oldest first; steps without any are left out
 * @param complete whether all that was asked for was counted
 */
public record Histogram(Instant from, List<DeliveryCount> counts, boolean complete) {

    public Histogram {
        counts = List.copyOf(counts);
    }
}
