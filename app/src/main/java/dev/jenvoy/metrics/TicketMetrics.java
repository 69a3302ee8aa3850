package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts tries to move tickets, and the requests to trackers. Each metric exists once there is something to count: a server
 * without tickets does not show it. Safe for use by several threads.
 */
final class TicketMetrics {

    private static final int MAX_TRACKERS = 50;
    private static final int MAX_STATUSES = 50;
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry;
    private final Bounded trackers = new Bounded(MAX_TRACKERS);
    private final Bounded statuses = new Bounded(MAX_STATUSES);
    private @Nullable Counter moves;
    private @Nullable Requests requests;

    private record Requests(Counter count, Histogram seconds) {}

    TicketMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    void moved(String tracker, String result) {
        moves().labelValues(trackers.of(tracker), result).inc();
    }

    void asked(String tracker, String status, Duration took) {
        String name = trackers.of(tracker);
        Requests known = requests();
        known.count().labelValues(name, statuses.of(status)).inc();
        known.seconds().labelValues(name).observe(took.toNanos() / NANOS);
    }

    private synchronized Counter moves() {
        Counter known = moves;
        if (known == null) {
            known = Counter.builder()
                    .name("jenvoy_ticket_moves_total")
                    .help("Ended tries to move a ticket, by tracker and result.")
                    .labelNames("tracker", "result")
                    .withoutExemplars()
                    .register(registry);
            moves = known;
        }
        return known;
    }

    private synchronized Requests requests() {
        Requests known = requests;
        if (known == null) {
            known = new Requests(
                    Counter.builder()
                            .name("jenvoy_tracker_requests_total")
                            .help("Requests to trackers, by what came back.")
                            .labelNames("tracker", "status")
                            .withoutExemplars()
                            .register(registry),
                    Histogram.builder()
                            .name("jenvoy_tracker_request_seconds")
                            .help("Time of a request to a tracker, with its whole answer.")
                            .labelNames("tracker")
                            .classicOnly()
                            .classicUpperBounds(.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
                            .withoutExemplars()
                            .register(registry));
            requests = known;
        }
        return known;
    }
}
