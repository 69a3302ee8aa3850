package dev.jenvoy.app;

import dev.jenvoy.app.cluster.SharedPlace;
import dev.jenvoy.app.feature.ForgeCounts;
import dev.jenvoy.app.feature.RoomFigures;
import dev.jenvoy.app.feature.TicketCounts;
import dev.jenvoy.app.feature.TicketFigures;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.metrics.Metrics;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.storage.SharedMeasures;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageHealth;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.health.MetricsEndpoint;
import dev.jenvoy.web.health.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Connects the metrics to the parts that they measure. */
final class MetricsWiring implements MetricsEndpoint, TicketCounts, ForgeCounts {

    private static final double MILLIS_OF_A_SECOND = 1_000;

    private final Metrics metrics;
    private final StorageHealth health;

    /** Subscribes to the journal. Must be created before anything is claimed from the journal. */
    MetricsWiring(String version, Storage storage, ScheduledExecutorService timer) {
        metrics = new Metrics(version);
        health = storage.health();
        storage.journal().subscribe(metrics.deliveries());
        storage.watch(metrics::committed);
        // Loads the metrics later, so that the first deliveries do not wait.
        Future<?> unusedBegin = timer.schedule(metrics::begin, 1, TimeUnit.SECONDS);
    }

    MetricsWiring refusals(RejectionList refusals) {
        refusals.subscribe(refused -> metrics.refused(refused.source(), refused.check()));
        return this;
    }

    MetricsWiring load(Dispatcher dispatcher, Dispatch dispatch) {
        metrics.gauge(
                "jenvoy_hooks_postponed",
                "Hooks whose start is postponed because the machine lacks a resource.",
                dispatch::postponed);
        metrics.gauge(
                "jenvoy_deliveries_queued",
                "Accepted deliveries that wait: for a worker, for their turn, or to be retried.",
                () -> dispatcher.load().queued());
        metrics.gauges(
                "jenvoy_deliveries_waiting",
                "Accepted deliveries that wait, by the reason.",
                "reason",
                () -> WaitReason.counts(dispatcher.waitReasons()));
        metrics.gauge(
                "jenvoy_deliveries_running",
                "Running deliveries.",
                () -> dispatcher.load().running());
        return this;
    }

    /** Adds metrics of the resources that requests use before they are verified. */
    MetricsWiring room(IntSupplier connections, Spool spool) {
        metrics.gauge("jenvoy_connections", "Open connections of the public listener.", connections::getAsInt);
        metrics.gauge(
                "jenvoy_bodies_memory_bytes",
                "Memory used by bodies of requests that are not yet accepted or rejected.",
                spool::memoryUsed);
        metrics.gauge(
                "jenvoy_bodies_disk_bytes",
                "Disk space used by such bodies, in steps of 128 KB for each.",
                spool::diskUsed);
        return this;
    }

    /** Adds metrics of the rooms, which have no values while chat is not configured. */
    MetricsWiring rooms(RoomFigures figures) {
        metrics.gauges("jenvoy_chat_waiting", "Messages that wait for their room.", "room", figures::waiting);
        metrics.gauges(
                "jenvoy_chat_oldest_seconds",
                "How long the oldest message of a room has been waiting; 0 if there is no such message.",
                "room",
                figures::oldestSeconds);
        metrics.gauges("jenvoy_chat_shut", "Whether a room's service refuses every message.", "room", figures::shut);
        return this;
    }

    /** Adds metrics of the trackers, which have no values while tickets are not configured. */
    MetricsWiring trackers(TicketFigures figures) {
        metrics.gauges(
                "jenvoy_tickets_waiting",
                "Moves of tickets that wait for their tracker: not tried, to be tried again, or not known to be done.",
                "tracker",
                figures::waiting);
        metrics.gauges(
                "jenvoy_tracker_usable",
                "Whether a tracker can be used, as far as is known.",
                "tracker",
                figures::usable);
        return this;
    }

    MetricsWiring state(Supplier<Readiness> readiness, LiveConfig config) {
        condition(
                "jenvoy_ready",
                "Whether the server accepts deliveries, like /readyz.",
                () -> readiness.get().ready());
        condition(
                "jenvoy_config_valid",
                "Whether the configuration file is in use; 0 while its last good state is used.",
                () -> config.problems().stream().noneMatch(Problem::isError));
        return this;
    }

    /** Adds metrics of the servers that share a journal, which have no values for a server alone. */
    MetricsWiring servers(SharedPlace place, Storage storage) {
        place.cluster().ifPresent(cluster -> {
            metrics.gauges(
                    "jenvoy_servers",
                    "Servers that share the journal, by their state.",
                    "state",
                    () -> counts(cluster.members()));
            metrics.gauge(
                    "jenvoy_beat_age_seconds",
                    "For how long the quietest of these servers has given no sign of life.",
                    () -> cluster.members().stream()
                                    .mapToLong(member -> member.stood().toMillis())
                                    .max()
                                    .orElse(0)
                            / MILLIS_OF_A_SECOND);
            LongAdder takeovers = new LongAdder();
            cluster.watch(new ClusterListener() {
                @Override
                public void tookOver(int number) {
                    takeovers.increment();
                }
            });
            metrics.counter(
                    "jenvoy_takeovers_total",
                    "Servers that this one has taken over since they gave no sign of life.",
                    takeovers::sum);
            metrics.counter(
                    "jenvoy_journal_lost_total",
                    "How often the database had lost what it had confirmed.",
                    health::losses);
            metrics.gauge(
                    "jenvoy_oldest_snapshot_seconds",
                    "For how long the oldest transaction has kept the database from cleaning up.",
                    () -> storage.measures()
                            .orElse(SharedMeasures.NONE)
                            .oldestSnapshot()
                            .toSeconds());
            condition("jenvoy_leader", "Whether this server does what is done once for all of them.", place::leads);
        });
        return this;
    }

    /** Adds metrics of what this server did with deliveries that it shares with others, which do not exist for a server alone. */
    MetricsWiring shared(SharedPlace place, Dispatch dispatch, Journal journal) {
        if (place.cluster().isPresent()) {
            metrics.counter("jenvoy_claims_total", "Deliveries that this server has claimed.", dispatch::claimed);
            metrics.counter(
                    "jenvoy_outcomes_refused_total",
                    "Changes of deliveries that were refused because another server had taken them over.",
                    dispatch::refused);
            metrics.gauge("jenvoy_work_unowned", "Deliveries that no server holds.", journal::unclaimed);
        }
        return this;
    }

    private static Map<String, Integer> counts(List<Member> members) {
        return members.stream()
                .collect(Collectors.toMap(
                        member -> member.state().name().toLowerCase(Locale.ROOT), member -> 1, Integer::sum));
    }

    private void condition(String name, String help, BooleanSupplier condition) {
        metrics.gauge(name, help, () -> condition.getAsBoolean() ? 1 : 0);
    }

    @Override
    public void moved(String tracker, String result) {
        metrics.moved(tracker, result);
    }

    @Override
    public void asked(String tracker, String status, Duration took) {
        metrics.asked(tracker, status, took);
    }

    @Override
    public void reported(String forge, String result) {
        metrics.reported(forge, result);
    }

    @Override
    public void askedForge(String forge, String status, Duration took) {
        metrics.askedForge(forge, status, took);
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
