package dev.jenvoy.metrics;

import dev.jenvoy.journal.Listener;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * All metrics of one server. What is counted here costs well under a microsecond, blocks nothing and takes bounded memory,
 * whatever names arrive. Safe for use by several threads.
 */
public final class Metrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final DeliveryMetrics deliveries = new DeliveryMetrics(registry);
    private final RefusalMetrics refusals = new RefusalMetrics(registry);
    private final CommitMetrics commits = new CommitMetrics(registry);
    private final Scrapes scrapes = new Scrapes(registry);

    /** @param version the server's */
    public Metrics(String version) {
        Info.builder()
                .name("jenvoy_build_info")
                .help("The running version; always 1.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
    }

    /** To be subscribed to the journal before anything is claimed from it. */
    public Listener deliveries() {
        return deliveries;
    }

    /** A request was turned away by this check. */
    public void refused(String source, String check) {
        refusals.refused(source, check);
    }

    /** The journal made a transaction, with a sync to disk or without one. */
    public void committed(Duration took, boolean synced) {
        commits.committed(took, synced);
    }

    /** Shows a condition as 1 or 0; asked anew at each scrape. */
    public void watch(String name, String help, BooleanSupplier condition) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(condition.getAsBoolean() ? 1 : 0))
                .register(registry);
    }

    /**
     * Everything as it stands now.
     *
     * @param accept the request's {@code Accept}, empty when it has none: OpenMetrics for who asks for it, else
     *     Prometheus' own text
     */
    public Exposition scrape(String accept) {
        return scrapes.scrape(accept);
    }
}
