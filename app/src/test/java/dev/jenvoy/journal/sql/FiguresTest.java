package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.figures.FailingHook;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.figures.Histogram;
import dev.jenvoy.journal.figures.HookRun;
import dev.jenvoy.journal.figures.KnownNames;
import dev.jenvoy.journal.sqlite.JournalSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FiguresTest extends JournalInEngines {

    private static final Set<String> HOOKS = Set.of("hook");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Figures figures;

    @BeforeEach
    void figures() {
        figures = file.figures();
    }

    @Test
    void the_oldest_is_the_first_that_was_received_even_if_it_has_not_ended() {
        assertThat(figures.oldest()).isEmpty();
        run(push("d1", "site", NOON.plusSeconds(60)), 0, "");
        assertThat(figures.oldest()).contains(NOON.plusSeconds(60));
        accept(push("d2", "site", NOON));
        assertThat(figures.oldest()).contains(NOON);
    }

    @Test
    void a_histogram_counts_every_state_in_steps_with_a_filter_and_without() {
        run(push("d1", "site", NOON), 0, "");
        run(push("d2", "site", NOON.plusSeconds(61)), 1, "");
        run(push("d3", "other", NOON.plusSeconds(62)), 0, "");
        accept(push("d4", "site", NOON.plusSeconds(63)));

        assertThat(counts(HistoryFilter.ALL))
                .isEqualTo(Map.of("0 SUCCEEDED", 1, "1 FAILED", 1, "1 SUCCEEDED", 1, "1 QUEUED", 1));
        assertThat(counts(filter(Optional.of("site"), Set.of(DeliveryState.FAILED), Optional.empty())))
                .isEqualTo(Map.of("0 SUCCEEDED", 1, "1 FAILED", 1, "1 QUEUED", 1));
        assertThat(counts(filter(Optional.empty(), Set.of(), Optional.of("d3"))))
                .isEqualTo(Map.of("1 SUCCEEDED", 1));
    }

    @Test
    void a_count_that_was_remembered_follows_what_ends_later_and_what_is_deleted() {
        long open = accept(push("d1", "site", NOON));
        run(push("d2", "site", NOON.plusSeconds(1)), 0, "");
        assertThat(counts(HistoryFilter.ALL)).isEqualTo(Map.of("0 QUEUED", 1, "0 SUCCEEDED", 1));
        finish(open, 1, "");
        assertThat(counts(HistoryFilter.ALL)).isEqualTo(Map.of("0 FAILED", 1, "0 SUCCEEDED", 1));
        assertThat(counts(HistoryFilter.ALL)).isEqualTo(Map.of("0 FAILED", 1, "0 SUCCEEDED", 1));

        assertThat(file.history().deleteOlderThan(NOON.plusSeconds(1), 10)).isEqualTo(1);

        assertThat(counts(HistoryFilter.ALL)).isEqualTo(Map.of("0 SUCCEEDED", 1));
    }

    @Test
    void runs_are_those_that_began_in_the_time_each_attempt_with_what_it_came_to() {
        run(push("d1", "site", NOON), 0, "");
        long retried = accept(push("d2", "site", NOON.plusSeconds(60)));
        attempt(retried, 1, 1, NOON.plusSeconds(60));
        done(journal.retrying(hold(retried), 0, NOON.plusSeconds(61)));
        attempt(retried, 2, 0, NOON.plusSeconds(61));
        accept(push("d3", "site", NOON.plusSeconds(62)));

        assertThat(figures.runs(HOOKS, NOON.plusSeconds(30), NOON.plusSeconds(90), 10))
                .extracting(HookRun::entry, HookRun::status, HookRun::took)
                .containsExactlyInAnyOrder(
                        tuple(retried, Status.FAILED, Duration.ofMillis(20)),
                        tuple(retried, Status.SUCCEEDED, Duration.ofMillis(20)));
        assertThat(figures.runs(HOOKS, NOON, NOON.plusSeconds(90), 1)).hasSize(1);
        assertThat(figures.runs(Set.of("other"), NOON, NOON.plusSeconds(90), 10))
                .isEmpty();
    }

    @Test
    void what_fails_now_failed_when_it_last_ran_for_its_branch() {
        run(push("d1", "site", NOON), 0, "");
        run(push("d2", "site", NOON.plusSeconds(1)), 1, "first");
        long newest = run(push("d3", "site", NOON.plusSeconds(2)), 7, "building\nno such host\n\n");
        run(push("d4", "healed", NOON.plusSeconds(3)), 1, "");
        run(push("d5", "healed", NOON.plusSeconds(4)), 0, "");

        List<FailingHook> failing = figures.failing(HOOKS, NOON, 10);

        assertThat(failing).singleElement().satisfies(one -> {
            assertThat(one.entry()).isEqualTo(newest);
            assertThat(one.repository()).contains("site");
            assertThat(one.branch()).contains("main");
            assertThat(one.since()).isEqualTo(NOON.plusSeconds(1));
            assertThat(one.failures()).isEqualTo(2);
            assertThat(one.isSinceStart()).isTrue();
            assertThat(one.failure().returncode()).contains(7);
            assertThat(one.failure().line()).contains("no such host");
        });
        assertThat(figures.failing(HOOKS, NOON.plusSeconds(3), 10)).isEmpty();
    }

    @Test
    void a_failure_among_older_entries_than_are_looked_at_is_not_said_to_be_the_last() {
        run(push("d1", "healed", NOON), 1, "");
        run(push("d2", "healed", NOON.plusSeconds(1)), 0, "");
        long newest = run(push("d3", "site", NOON.plusSeconds(2)), 1, "");
        for (String table : List.of("delivery", "action")) {
            assertThat(write("UPDATE " + table + " SET entry = entry + 60000 WHERE entry = " + newest))
                    .isEqualTo(1);
        }

        assertThat(figures.failing(HOOKS, NOON, 10)).singleElement().satisfies(one -> {
            assertThat(one.entry()).isEqualTo(newest + 60_000);
            assertThat(one.isSinceStart()).isFalse();
        });
    }

    @Test
    void names_are_those_that_deliveries_have_together() {
        accept(push("d1", "site", NOON));
        accept(push("d2", "site", NOON));
        accept(push("d3", "other", NOON));

        assertThat(figures.names())
                .extracting(KnownNames::source, KnownNames::event, KnownNames::owner, KnownNames::repository)
                .containsExactlyInAnyOrder(
                        tuple("github", "push", Optional.of("acme"), Optional.of("site")),
                        tuple("github", "push", Optional.of("acme"), Optional.of("other")));
    }

    @Test
    void a_title_is_kept_and_found() {
        Facts facts = Facts.about(JournalSamples.facts("push", "site").event())
                .title("Fix the rounding of invoices")
                .build();
        long entry = accept(JournalSamples.delivery("d1", facts, "{}", NOON));

        assertThat(summary(entry).facts().title()).isEqualTo("Fix the rounding of invoices");
        assertThat(file.history()
                        .page(filter(Optional.empty(), Set.of(), Optional.of("ROUNDING")), OptionalLong.empty(), 10)
                        .deliveries())
                .hasSize(1);
    }

    @Test
    void a_failure_has_the_last_line_that_was_printed_without_what_a_terminal_obeys() {
        long entry = run(push("d1", "site", NOON), 3, "start\n\u001b[31mno such\u001b[0m host\u0007\r\n  \n");

        assertThat(summary(entry).failure())
                .contains(new DeliverySummary.Failure(
                        "hook",
                        "push-site",
                        Ending.EXITED,
                        Optional.of(3),
                        Optional.empty(),
                        Optional.of("no such host")));
        long long200 = run(push("d2", "site", NOON), 1, "x".repeat(5_000));
        assertThat(summary(long200).failure().orElseThrow().line().orElseThrow())
                .hasSize(200)
                .endsWith("x…");
        assertThat(summary(run(push("d3", "site", NOON), 0, "fine")).failure()).isEmpty();
    }

    @Test
    void what_is_shown_says_more_than_the_state_while_a_delivery_runs() {
        long entry = accept(push("d1", "site", NOON));
        assertThat(summary(entry).shown()).isEqualTo(DeliverySummary.Shown.QUEUED);
        attempt(entry, 1, 1, NOON);
        done(journal.retrying(hold(entry), 0, NOON.plusSeconds(1)));
        assertThat(summary(entry).shown()).isEqualTo(DeliverySummary.Shown.RETRYING);
        done(journal.started(attempt(entry, 0, 2), new Start("token", NOON)));
        assertThat(summary(entry).shown()).isEqualTo(DeliverySummary.Shown.RUNNING);
    }

    private static HistoryFilter filter(Optional<String> repository, Set<DeliveryState> states, Optional<String> text) {
        Optional<String> any = Optional.empty();
        return new HistoryFilter(any, any, any, repository, any, states, text, Optional.empty(), Optional.empty());
    }

    private DeliverySummary summary(long entry) {
        return file.history().summaries(List.of(entry)).get(0);
    }

    private Map<String, Integer> counts(HistoryFilter filter) {
        Histogram counted = figures.histogram(filter, NOON, NOON.plusSeconds(3_600), MINUTE);
        assertThat(counted.complete()).isTrue();
        return counted.counts().stream()
                .collect(Collectors.toMap(
                        count -> Duration.between(NOON, count.from()).toMinutes() + " " + count.state(),
                        DeliveryCount::deliveries));
    }

    private long run(Delivery delivery, int code, String said) {
        long entry = accept(delivery);
        finish(entry, code, said, delivery.received());
        return entry;
    }

    private void finish(long entry, int code, String said) {
        finish(entry, code, said, NOON);
    }

    private void finish(long entry, int code, String said, Instant at) {
        attempt(entry, 1, code, said, at);
        done(journal.finished(hold(entry), code == 0 ? DeliveryState.SUCCEEDED : DeliveryState.FAILED, at));
    }

    private void attempt(long entry, int number, int code, Instant at) {
        attempt(entry, number, code, "", at);
    }

    private void attempt(long entry, int number, int code, String said, Instant at) {
        Attempt attempt = attempt(entry, 0, number);
        done(journal.started(attempt, new Start("token", at)));
        Outcome outcome = new Outcome(Ending.EXITED, code, "", said, false, null);
        done(journal.ended(attempt, outcome, at, Duration.ofMillis(20)));
    }
}
