package dev.jenvoy.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics of one server, in their own registry. */
final class Meters {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.metrics");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    final DeliveryMetrics deliveries = new DeliveryMetrics(registry);
    final MessageMetrics messages = new MessageMetrics(registry);
    final TicketMetrics tickets = new TicketMetrics(registry);
    final ForgeMetrics forges = new ForgeMetrics(registry);
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

    void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(now(value)))
                .register(registry);
    }

    /** Registers a gauge with one label; its values have the label as key. */
    void gauges(String name, String help, String label, Supplier<Map<String, Integer>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> {
                    try {
                        values.get().forEach((key, value) -> callback.call(value, key));
                    } catch (RuntimeException e) {
                        LOG.warn("values of a metric cannot be had cause=\"{}\"", e.toString());
                    }
                })
                .register(registry);
    }

    /** Returns the current value. A value that fails must not affect the others. */
    private static double now(DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (RuntimeException e) {
            LOG.warn("a metric cannot be read cause=\"{}\"", e.toString());
            return Double.NaN;
        }
    }
}
