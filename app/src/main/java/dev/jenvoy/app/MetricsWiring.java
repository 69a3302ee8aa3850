package dev.jenvoy.app;

import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.sqlite.SqliteJournal;
import dev.jenvoy.metrics.Metrics;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.health.MetricsEndpoint;
import dev.jenvoy.web.health.Readiness;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Has what happens counted where it happens. */
final class MetricsWiring implements MetricsEndpoint {

    private final Metrics metrics;

    /** Hears the journal from now on: to be made before anything is claimed from it. */
    MetricsWiring(String version, SqliteJournal journal, ScheduledExecutorService timer) {
        metrics = new Metrics(version);
        journal.subscribe(metrics.deliveries());
        journal.watch(metrics::committed);
        // The first deliveries do not wait for it.
        Future<?> unusedBegin = timer.schedule(metrics::begin, 1, TimeUnit.SECONDS);
    }

    MetricsWiring refusals(RejectionList refusals) {
        refusals.subscribe(refused -> metrics.refused(refused.source(), refused.check()));
        return this;
    }

    MetricsWiring load(Dispatcher dispatcher, Dispatch dispatch) {
        metrics.gauge(
                "jenvoy_hooks_postponed",
                "Hooks that wait to be started because the machine is short of something.",
                dispatch::postponed);
        metrics.gauge(
                "jenvoy_deliveries_queued",
                "Accepted deliveries that wait: for a place, for their turn, or to be tried again.",
                () -> dispatcher.load().queued());
        metrics.gauge(
                "jenvoy_deliveries_running",
                "Deliveries that have a place and run.",
                () -> dispatcher.load().running());
        return this;
    }

    /** How much of what requests may take before anyone has vouched for them is taken. */
    MetricsWiring room(IntSupplier connections, Spool spool) {
        metrics.gauge("jenvoy_connections", "Open connections of the public listener.", connections::getAsInt);
        metrics.gauge(
                "jenvoy_bodies_memory_bytes",
                "Memory taken by bodies of requests that have not been accepted or refused yet.",
                spool::memoryUsed);
        metrics.gauge(
                "jenvoy_bodies_disk_bytes",
                "Room on disk taken by such bodies, in steps of 128 KB for each.",
                spool::diskUsed);
        return this;
    }

    MetricsWiring state(Supplier<Readiness> readiness, LiveConfig config) {
        condition(
                "jenvoy_ready",
                "Whether work is taken, as /readyz says it.",
                () -> readiness.get().ready());
        condition(
                "jenvoy_config_valid",
                "Whether the file of the configuration is in force; 0 while an earlier state of it is.",
                () -> config.problems().stream().noneMatch(Problem::isError));
        return this;
    }

    private void condition(String name, String help, BooleanSupplier condition) {
        metrics.gauge(name, help, () -> condition.getAsBoolean() ? 1 : 0);
    }

    @Override
    public String contentType() {
        return metrics.contentType();
    }

    @Override
    public byte[] text() {
        return metrics.text();
    }
}
