package dev.jenvoy.metrics;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.PlannedStep;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what the journal records: ended deliveries, and runs of hooks. Called on the journal's one thread. */
final class DeliveryMetrics implements Listener {

    static final int MOST_SOURCES = 50;

    /** GitHub has about seventy events. A header names the event, and it is not signed. */
    private static final int MOST_EVENTS = 150;

    /** The limit of hooks. Each hook's histogram has about fifteen series. */
    private static final int MOST_HOOKS = 100;

    private static final double NANOS = 1e9;

    // The word of tickets, which this package does not use; it is stored with each action and never changes.
    private static final String TICKETS = "tickets";

    private final Counter deliveries;
    private final Counter runs;
    private final Counter failures;
    private final Histogram runSeconds;
    private final Bounded sources = new Bounded(MOST_SOURCES);
    private final Bounded events = new Bounded(MOST_EVENTS);
    private final Bounded hooks = new Bounded(MOST_HOOKS);
    private final Map<Long, UnderWay> underWay = new HashMap<>();

    /** A delivery that has not ended, with what is needed to count its end. */
    private record UnderWay(String source, String event, List<String> hooks) {}

    DeliveryMetrics(PrometheusRegistry registry) {
        deliveries = Counter.builder()
                .name("jenvoy_deliveries_total")
                .help("Deliveries that have ended or were ignored.")
                .labelNames("source", "event", "outcome")
                .withoutExemplars()
                .register(registry);
        runs = Counter.builder()
                .name("jenvoy_hook_runs_total")
                .help("Runs of hooks that have ended; each attempt counts.")
                .labelNames("hook", "outcome")
                .withoutExemplars()
                .register(registry);
        // Has no labels, so that it exists from the first scrape: Prometheus sees no increase of a series that did not
        // exist.
        failures = Counter.builder()
                .name("jenvoy_hook_failures_total")
                .help("Failed runs of any hook; not those cancelled or interrupted.")
                .withoutExemplars()
                .register(registry);
        runSeconds = Histogram.builder()
                .name("jenvoy_hook_run_seconds")
                .help("How long runs of hooks took.")
                .labelNames("hook")
                .classicOnly()
                .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 600)
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void on(JournalEvent news) {
        if (news instanceof JournalEvent.Accepted accepted) {
            takes(accepted.accepted());
        } else if (news instanceof JournalEvent.Claimed claimed
                && !claimed.claimed().over()) {
            takes(claimed.claimed().entry());
        } else if (news instanceof JournalEvent.Ended ended) {
            ended(ended);
        } else if (news instanceof JournalEvent.Finished finished) {
            finished(finished);
        } else if (news instanceof JournalEvent.Released released) {
            UnderWay unusedOne = underWay.remove(released.entry());
        } else if (news instanceof JournalEvent.Noted noted) {
            String source = sources.of(noted.key().source());
            String event = events.of(noted.facts().event().name());
            deliveries.labelValues(source, event, word(noted.disposition())).inc();
        }
    }

    private void takes(Entry entry) {
        Delivery delivery = entry.delivery();
        // Actions apart come last. Their kinds count them.
        List<String> names = entry.awaited().stream().map(DeliveryMetrics::name).toList();
        String source = sources.of(delivery.key().source());
        underWay.put(entry.id(), new UnderWay(source, events.of(delivery.event().name()), names));
    }

    /** Returns the name of a hook; empty for another action, which has metrics of its own. */
    private static String name(PlannedStep step) {
        return step.planned().kind().equals(TICKETS) ? "" : step.planned().name();
    }

    private void ended(JournalEvent.Ended ended) {
        UnderWay one = underWay.get(ended.entry());
        if (one == null || ended.attempt() == 0 || ended.position() >= one.hooks.size()) {
            // An action that was dropped did not run.
            return;
        }
        String name = one.hooks.get(ended.position());
        if (name.isEmpty()) {
            return;
        }
        String hook = hooks.of(name);
        runs.labelValues(hook, outcome(ended.outcome())).inc();
        if (ended.outcome().status() == Status.FAILED) {
            failures.inc();
        }
        if (ended.outcome().ending() != Ending.INTERRUPTED) {
            // Its duration would include the time without a server.
            runSeconds.labelValues(hook).observe(seconds(ended.took()));
        }
    }

    private void finished(JournalEvent.Finished finished) {
        UnderWay one = underWay.remove(finished.entry());
        if (one != null) {
            deliveries
                    .labelValues(one.source, one.event, word(finished.state()))
                    .inc();
        }
    }

    /** Returns success or failure for an action that ended by itself, else the name of the ending. */
    private static String outcome(Outcome outcome) {
        return switch (outcome.ending()) {
            case EXITED -> word(outcome.status());
            default -> word(outcome.ending());
        };
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration time) {
        // The duration comes from a clock that may have been set back.
        return Math.max(0, time.toNanos()) / NANOS;
    }
}
