package dev.jenvoy.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** Measures the journal's transactions. */
final class CommitMetrics {

    private static final double NANOS = 1e9;

    private final DistributionDataPoint synced;
    private final DistributionDataPoint unsynced;

    CommitMetrics(PrometheusRegistry registry) {
        Histogram commits = Histogram.builder()
                .name("jenvoy_journal_commit_seconds")
                .help("Time of the journal's transactions, with a sync to disk or without one.")
                .labelNames("synced")
                .classicOnly()
                .classicUpperBounds(.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
                .withoutExemplars()
                .register(registry);
        synced = commits.labelValues("true");
        unsynced = commits.labelValues("false");
    }

    void committed(Duration took, boolean sync) {
        (sync ? synced : unsynced).observe(took.toNanos() / NANOS);
    }
}
