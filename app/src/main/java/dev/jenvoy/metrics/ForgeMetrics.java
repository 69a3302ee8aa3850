package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts tries to write reports, and the requests to forges. Each metric exists once there is something to count: a server
 * without forges does not show it. Safe for use by several threads.
 */
final class ForgeMetrics {

    private static final int MAX_FORGES = 50;
    private static final int MAX_STATUSES = 50;
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry;
    private final Bounded forges = new Bounded(MAX_FORGES);
    private final Bounded statuses = new Bounded(MAX_STATUSES);
    private @Nullable Counter reports;
    private @Nullable Requests requests;

    private record Requests(Counter count, Histogram seconds) {}

    ForgeMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    void reported(String forge, String result) {
        reports().labelValues(forges.of(forge), result).inc();
    }

    void asked(String forge, String status, Duration took) {
        String name = forges.of(forge);
        Requests known = requests();
        known.count().labelValues(name, statuses.of(status)).inc();
        known.seconds().labelValues(name).observe(took.toNanos() / NANOS);
    }

    private synchronized Counter reports() {
        Counter known = reports;
        if (known == null) {
            known = Counter.builder()
                    .name("jenvoy_forge_reports_total")
                    .help("Ended tries to write a report, by forge and result.")
                    .labelNames("forge", "result")
                    .withoutExemplars()
                    .register(registry);
            reports = known;
        }
        return known;
    }

    private synchronized Requests requests() {
        Requests known = requests;
        if (known == null) {
            known = new Requests(
                    Counter.builder()
                            .name("jenvoy_forge_requests_total")
                            .help("Requests to forges, by what came back.")
                            .labelNames("forge", "status")
                            .withoutExemplars()
                            .register(registry),
                    Histogram.builder()
                            .name("jenvoy_forge_request_seconds")
                            .help("Time of a request to a forge, with its whole answer.")
                            .labelNames("forge")
                            .classicOnly()
                            .classicUpperBounds(.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
                            .withoutExemplars()
                            .register(registry));
            requests = known;
        }
        return known;
    }
}
