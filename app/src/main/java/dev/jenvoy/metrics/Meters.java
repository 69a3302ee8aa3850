package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BooleanSupplier;

/** All metrics of one server, in a registry of its own. */
final class Meters {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    final DeliveryMetrics deliveries = new DeliveryMetrics(registry);
    final RefusalMetrics refusals = new RefusalMetrics(registry);
    final CommitMetrics commits = new CommitMetrics(registry);
    final Scrapes scrapes = new Scrapes(registry);

    Meters(String version) {
        Info.builder()
                .name("jenvoy_build_info")
                .help("The running version; always 1.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
    }

    void watch(String name, String help, BooleanSupplier condition) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(condition.getAsBoolean() ? 1 : 0))
                .register(registry);
    }
}
