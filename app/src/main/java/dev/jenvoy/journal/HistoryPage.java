package dev.jenvoy.journal;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some deliveries, newest first.
 *
 * @param deliveries as many as were asked for, or fewer: the page may be empty while there is more
 * @param next where to go on; empty when nothing is left
 */
public record HistoryPage(List<DeliverySummary> deliveries, OptionalLong next) {

    public HistoryPage {
        deliveries = List.copyOf(deliveries);
    }
}
