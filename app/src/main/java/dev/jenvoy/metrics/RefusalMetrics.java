package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts requests that were turned away. */
final class RefusalMetrics {

    private final Counter refusals;
    private final Bounded sources = new Bounded(DeliveryMetrics.MOST_SOURCES);
    private final Bounded checks = new Bounded(100);

    RefusalMetrics(PrometheusRegistry registry) {
        refusals = Counter.builder()
                .name("jenvoy_refusals_total")
                .help("Requests turned away, by the sender that they claimed and the check that refused them.")
                .labelNames("source", "check")
                .withoutExemplars()
                .register(registry);
    }

    void refused(String source, String check) {
        refusals.labelValues(sources.of(source), checks.of(check)).inc();
    }
}
