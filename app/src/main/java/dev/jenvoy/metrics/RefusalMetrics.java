package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts rejected requests. */
final class RefusalMetrics {

    private final Counter refusals;
    private final Bounded sources = new Bounded(DeliveryMetrics.MOST_SOURCES);
    private final Bounded checks = new Bounded(100);

    RefusalMetrics(PrometheusRegistry registry) {
        refusals = Counter.builder()
                .name("jenvoy_refusals_total")
                .help("Rejected requests, by the sender that they claimed and the check that failed.")
                .labelNames("source", "check")
                .withoutExemplars()
                .register(registry);
    }

    void refused(String source, String check) {
        refusals.labelValues(sources.of(source), checks.of(check)).inc();
    }
}
