package dev.jenvoy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics("1.2.3");

    @Test
    void a_delivery_counts_by_its_outcome_and_its_hooks_by_theirs() {
        tell(ScriptedJournal.accepted(1, "push", "push-site", "all"));
        tell(ScriptedJournal.exited(1, 0, 0, Duration.ofMillis(300)));
        assertThat(scrape()).doesNotContain("jenvoy_deliveries_total{");

        tell(ScriptedJournal.exited(1, 1, 3, Duration.ofMillis(20)), ScriptedJournal.finished(1, DeliveryState.FAILED));
        assertThat(scrape())
                .contains(
                        "jenvoy_deliveries_total{event=\"push\",outcome=\"failed\",source=\"github\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"push-site\",outcome=\"succeeded\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"all\",outcome=\"failed\"} 1.0",
                        "jenvoy_hook_run_seconds_bucket{hook=\"push-site\",le=\"0.25\"} 0",
                        "jenvoy_hook_run_seconds_bucket{hook=\"push-site\",le=\"0.5\"} 1",
                        "jenvoy_hook_run_seconds_sum{hook=\"push-site\"} 0.3");
    }

    @Test
    void deliveries_that_cause_nothing_are_counted_by_why() {
        tell(
                ScriptedJournal.noted("ping", IgnoreReason.PONG),
                ScriptedJournal.noted("push", IgnoreReason.SKIPPED),
                ScriptedJournal.noted("issues", IgnoreReason.UNMATCHED));

        assertThat(scrape())
                .contains(
                        "jenvoy_deliveries_total{event=\"ping\",outcome=\"pong\",source=\"github\"} 1.0",
                        "jenvoy_deliveries_total{event=\"push\",outcome=\"skipped\",source=\"github\"} 1.0",
                        "jenvoy_deliveries_total{event=\"issues\",outcome=\"unmatched\",source=\"github\"} 1.0");
    }

    @Test
    void what_an_earlier_server_left_counts_when_it_ends() {
        tell(
                ScriptedJournal.claimed(1, "push"),
                ScriptedJournal.ended(1, 0, 1, Ending.INTERRUPTED, Duration.ofDays(3)),
                ScriptedJournal.finished(1, DeliveryState.SET_ASIDE));

        assertThat(scrape())
                .contains(
                        "jenvoy_deliveries_total{event=\"push\",outcome=\"set_aside\",source=\"github\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"push\",outcome=\"interrupted\"} 1.0")
                .as("the time for which the server was away is no run's")
                .doesNotContain("jenvoy_hook_run_seconds_sum");
    }

    @Test
    void an_action_that_was_dropped_has_not_run() {
        tell(
                ScriptedJournal.accepted(1, "push", "push"),
                ScriptedJournal.ended(1, 0, 0, Ending.SUPERSEDED, Duration.ZERO),
                ScriptedJournal.finished(1, DeliveryState.SUPERSEDED));

        assertThat(scrape())
                .contains("jenvoy_deliveries_total{event=\"push\",outcome=\"superseded\",source=\"github\"} 1.0")
                .doesNotContain("jenvoy_hook_runs_total{");
    }

    @Test
    void a_flood_of_names_makes_a_bounded_number_of_series() {
        tell(ScriptedJournal.accepted(1, "push", "push-known"));
        tell(ScriptedJournal.exited(1, 0, 0, Duration.ZERO), ScriptedJournal.finished(1, DeliveryState.SUCCEEDED));
        for (int at = 0; at < 1000; at++) {
            tell(ScriptedJournal.noted("event_" + at, IgnoreReason.UNMATCHED));
            tell(ScriptedJournal.accepted(at, "push", "push-b" + at), ScriptedJournal.exited(at, 0, 0, Duration.ZERO));
            metrics.refused("source-" + at, "check-" + at);
        }

        List<String> lines = scrape().lines().toList();
        assertThat(lines).filteredOn(line -> line.startsWith("jenvoy_")).hasSizeLessThan(8_000);
        assertThat(lines)
                .contains(
                        "jenvoy_hook_runs_total{hook=\"push-known\",outcome=\"succeeded\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"other\",outcome=\"succeeded\"} 901.0",
                        "jenvoy_deliveries_total{event=\"other\",outcome=\"unmatched\",source=\"github\"} 851.0",
                        "jenvoy_refusals_total{check=\"other\",source=\"other\"} 900.0");
    }

    @Test
    void rejections_and_commits_are_reported_from_outside() {
        metrics.refused("github", "signature");
        metrics.refused("github", "signature");
        metrics.committed(Duration.ofNanos(700_000), true);
        metrics.committed(Duration.ofNanos(20_000), false);

        assertThat(scrape())
                .contains(
                        "jenvoy_refusals_total{check=\"signature\",source=\"github\"} 2.0",
                        "jenvoy_journal_commit_seconds_bucket{synced=\"true\",le=\"5.0E-4\"} 0",
                        "jenvoy_journal_commit_seconds_bucket{synced=\"true\",le=\"0.001\"} 1",
                        "jenvoy_journal_commit_seconds_count{synced=\"false\"} 1");
    }

    @Test
    void events_before_the_beginning_are_counted_in_order() {
        metrics.refused("github", "signature");
        tell(ScriptedJournal.accepted(1, "push", "push"));
        metrics.begin();
        metrics.begin();
        tell(ScriptedJournal.exited(1, 0, 0, Duration.ZERO), ScriptedJournal.finished(1, DeliveryState.SUCCEEDED));

        assertThat(scrape())
                .contains(
                        "jenvoy_refusals_total{check=\"signature\",source=\"github\"} 1.0",
                        "jenvoy_deliveries_total{event=\"push\",outcome=\"succeeded\",source=\"github\"} 1.0");
    }

    @Test
    void failures_are_counted_from_nothing_and_not_where_the_hook_is_not_to_blame() {
        assertThat(scrape()).contains("jenvoy_hook_failures_total 0.0");

        tell(ScriptedJournal.accepted(1, "push", "push"));
        tell(
                ScriptedJournal.ended(1, 0, 1, Ending.CANCELLED, Duration.ZERO),
                ScriptedJournal.ended(1, 0, 1, Ending.INTERRUPTED, Duration.ZERO));
        assertThat(scrape()).contains("jenvoy_hook_failures_total 0.0");

        tell(ScriptedJournal.exited(1, 0, 0, Duration.ZERO), ScriptedJournal.exited(1, 0, 1, Duration.ZERO));
        tell(ScriptedJournal.ended(1, 0, 1, Ending.TIMED_OUT, Duration.ZERO));
        assertThat(scrape()).contains("jenvoy_hook_failures_total 2.0");
    }

    @Test
    void a_value_is_asked_for_at_each_scrape_and_its_failure_is_no_other_s() {
        AtomicInteger queued = new AtomicInteger();
        metrics.gauge("jenvoy_deliveries_queued", "How many.", queued::get);
        metrics.gauge("jenvoy_broken", "Never.", () -> {
            throw new IllegalStateException("as told");
        });

        assertThat(scrape()).contains("jenvoy_deliveries_queued 0.0", "jenvoy_broken NaN");
        queued.set(3);
        assertThat(scrape()).contains("jenvoy_deliveries_queued 3.0");
    }

    @Test
    void the_form_is_prometheus_text_with_the_version_and_the_jvm() {
        assertThat(metrics.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(scrape())
                .contains("jenvoy_build_info{version=\"1.2.3\"} 1", "jvm_memory_used_bytes{area=\"heap\"}")
                .contains("process_resident_memory_bytes");
    }

    private void tell(JournalEvent... all) {
        for (JournalEvent news : all) {
            metrics.deliveries().on(news);
        }
    }

    private String scrape() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }
}
