package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalContract.text;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ProcessResult;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.sqlite.JournalSamples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HistoryTest extends JournalInEngines {

    private History history;

    @BeforeEach
    void history() {
        history = file.history();
    }

    @Test
    void pages_follow_each_other_newest_first_without_gap_or_repetition() {
        List<Long> accepted = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            accepted.add(0, accept(push("d" + i)));
        }
        List<Long> seen = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            HistoryPage page = history.page(HistoryFilter.ALL, next, 10);
            assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(10);
            page.deliveries().forEach(one -> seen.add(one.entry()));
            next = page.next();
        } while (next.isPresent());
        assertThat(seen).isEqualTo(accepted);
    }

    @Test
    void a_long_page_says_of_each_delivery_what_is_said_of_it_alone() {
        for (int i = 0; i < 70; i++) {
            long entry = accept(push("d" + i));
            if (i % 3 == 0) {
                done(journal.started(attempt(entry, 0, 1), new Start("token", NOON.plusSeconds(i))));
                done(journal.ended(attempt(entry, 0, 1), exited(i % 2), NOON, Duration.ofSeconds(2)));
                done(journal.finished(hold(entry), i % 2 == 0 ? DeliveryState.SUCCEEDED : DeliveryState.FAILED, NOON));
            }
        }
        List<DeliverySummary> page =
                history.page(HistoryFilter.ALL, OptionalLong.empty(), 100).deliveries();
        assertThat(page).hasSize(70);
        assertThat(page).filteredOn(one -> one.began().isPresent()).hasSize(24);
        assertThat(page).filteredOn(one -> one.failure().isPresent()).hasSize(12);
        page.forEach(one -> assertThat(history.summaries(List.of(one.entry()))).containsExactly(one));
        assertThat(history.summaries(page.stream().map(DeliverySummary::entry).toList()))
                .isEqualTo(page);
    }

    @Test
    void an_empty_journal_has_an_empty_page() {
        assertThat(history.page(HistoryFilter.ALL, OptionalLong.empty(), 10))
                .isEqualTo(new HistoryPage(List.of(), OptionalLong.empty()));
        assertThat(history.delivery(1)).isEmpty();
    }

    @Test
    void each_filter_admits_what_it_names() {
        long site = accept(push("d1", "site", NOON));
        long other = accept(push("d2", "other", NOON.plusSeconds(60)));
        long issue = accept(
                JournalSamples.delivery("d3", JournalSamples.facts("issues", "site"), "{}", NOON.plusSeconds(120)));
        finish(other, DeliveryState.FAILED);
        assertThat(found(new Filters().source("github"))).containsExactly(issue, other, site);
        assertThat(found(new Filters().source("gitea"))).isEmpty();
        assertThat(found(new Filters().event("issues"))).containsExactly(issue);
        assertThat(found(new Filters().repository("site"))).containsExactly(issue, site);
        assertThat(found(new Filters().owner("acme"))).hasSize(3);
        assertThat(found(new Filters().branch("main"))).hasSize(3);
        assertThat(found(new Filters().branch("dev"))).isEmpty();
        assertThat(found(new Filters().states(DeliveryState.QUEUED))).containsExactly(issue, site);
        assertThat(found(new Filters().states(DeliveryState.FAILED))).containsExactly(other);
        assertThat(found(new Filters().states(DeliveryState.FAILED, DeliveryState.QUEUED)))
                .hasSize(3);
        assertThat(found(new Filters().from(NOON.plusSeconds(60)))).containsExactly(issue, other);
        assertThat(found(new Filters().to(NOON.plusSeconds(60)))).containsExactly(site);
        assertThat(found(new Filters()
                        .repository("site")
                        .states(DeliveryState.QUEUED)
                        .event("push")))
                .containsExactly(site);
    }

    @Test
    void text_is_found_within_names_in_any_case_and_means_only_itself() {
        long site = accept(push("d1", "My-Site_1", NOON));
        long other = accept(push("d2", "other", NOON));
        assertThat(found(new Filters().text("my-site"))).containsExactly(site);
        assertThat(found(new Filters().text("OCTO"))).containsExactly(other, site);
        assertThat(found(new Filters().text("01234567"))).containsExactly(other, site);
        assertThat(found(new Filters().text("d2"))).containsExactly(other);
        assertThat(found(new Filters().text("%"))).isEmpty();
        assertThat(found(new Filters().text("_"))).containsExactly(site);
        assertThat(found(new Filters().text("' OR 1=1 --"))).isEmpty();
    }

    @Test
    void what_was_received_late_is_still_within_its_time() {
        long late = accept(push("d1", "site", NOON.minusSeconds(300)));
        long early = accept(push("d2", "site", NOON.minusSeconds(600)));
        assertThat(found(new Filters().from(NOON.minusSeconds(400)))).containsExactly(late);
        assertThat(found(new Filters().to(NOON.minusSeconds(400)))).containsExactly(early);
    }

    @Test
    void a_page_has_a_size_within_bounds() {
        for (int limit : new int[] {0, -1, 501}) {
            assertThatThrownBy(() -> history.page(HistoryFilter.ALL, OptionalLong.empty(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void one_delivery_is_shown_with_its_runs_outputs_and_payload() throws IOException {
        long entry = accept(push("d1"));
        done(journal.started(attempt(entry, 0, 1), new Start("token", NOON)));
        DeliveryDetail running = history.delivery(entry).orElseThrow();
        assertThat(running.summary().state()).isEqualTo(DeliveryState.RUNNING);
        assertThat(running.actions().get(0).state()).isEqualTo(ActionState.RUNNING);
        assertThat(running.actions().get(0).runs())
                .containsExactly(new RecordedRun(1, NOON, Optional.empty(), Optional.empty()));
        done(journal.ended(attempt(entry, 0, 1), exited(3), NOON, Duration.ofSeconds(2)));
        done(journal.finished(hold(entry), DeliveryState.FAILED, NOON.plusSeconds(2)));
        DeliveryDetail ended = history.delivery(entry).orElseThrow();
        assertThat(ended.headers()).isEqualTo(HEADERS);
        assertThat(ended.summary().facts()).isEqualTo(push("d1").facts());
        assertThat(ended.summary().actions())
                .extracting(DeliverySummary.ActionSummary::name)
                .containsExactly("push-site");
        assertThat(ended.summary().finished()).contains(NOON.plusSeconds(2));
        assertThat(ended.digest()).contains(push("d1").digest());
        assertThat(text(ended.payload().orElseThrow())).isEqualTo("{\"id\":\"d1\"}");
        assertThat(ended.actions().get(0).runs())
                .containsExactly(
                        new RecordedRun(1, NOON, Optional.of(Duration.ofSeconds(2)), Optional.of(stored(exited(3)))));
        assertThat(history.recentRuns(Set.of("hook"), 10))
                .extracting(RunSummary::name)
                .containsExactly("push-site");
        assertThat(history.recentRuns(Set.of("chat", "tickets"), 10)).isEmpty();
    }

    @Test
    void who_asked_for_a_delivery_to_be_run_again_or_cancelled_stands_with_it_as_long_as_it_is_kept() {
        long entry = accept(push("d1"));
        long other = accept(push("d2"));
        OperatorRequest redeliver = new OperatorRequest(
                OperatorRequest.Kind.REDELIVER,
                NOON,
                OperatorRequest.Way.PROXY,
                "192.0.2.7",
                Optional.of("ann@example.org"),
                Optional.of("the hook push"));
        OperatorRequest cancel = new OperatorRequest(
                OperatorRequest.Kind.CANCEL, NOON.plusSeconds(1), OperatorRequest.Way.TOKEN, "127.0.0.1");
        OperatorRequest later = new OperatorRequest(
                OperatorRequest.Kind.CANCEL, NOON.plusSeconds(2), OperatorRequest.Way.NO_TOKEN, "127.0.0.1");
        done(journal.requested(entry, redeliver));
        assertThat(done(journal.cancel(entry, Optional.of(cancel)))).isTrue();
        assertThat(done(journal.cancel(entry, Optional.of(later)))).isTrue();

        assertThat(history.delivery(entry).orElseThrow().requests()).containsExactly(redeliver, cancel);
        assertThat(history.delivery(other).orElseThrow().requests()).isEmpty();
        finish(entry, DeliveryState.CANCELLED);
        assertThat(done(journal.cancel(entry, Optional.of(later)))).isFalse();
        assertThat(history.deleteOlderThan(NOON.plusSeconds(5), 10)).isEqualTo(1);
        assertThat(history.delivery(entry)).isEmpty();
    }

    @Test
    void deliveries_are_counted_by_state_and_step_of_time() {
        accept(push("d1", "site", NOON));
        accept(push("d2", "site", NOON.plusSeconds(59)));
        finish(accept(push("d3", "site", NOON.plusSeconds(60))), DeliveryState.SUCCEEDED);
        Duration minute = Duration.ofMinutes(1);
        assertThat(file.figures()
                        .histogram(HistoryFilter.ALL, NOON, NOON.plusSeconds(120), minute)
                        .counts())
                .containsExactly(
                        new DeliveryCount(NOON, DeliveryState.QUEUED, 2),
                        new DeliveryCount(NOON.plusSeconds(60), DeliveryState.SUCCEEDED, 1));
    }

    @Test
    void old_ended_deliveries_are_deleted_in_steps_with_their_payloads() throws Exception {
        for (int i = 0; i < 7; i++) {
            long entry = accept(push("d" + i, "site", NOON.plusSeconds(i)));
            if (i != 1) {
                finish(entry, DeliveryState.SUCCEEDED);
            }
        }
        Instant cut = NOON.plusSeconds(5);
        assertThat(history.deleteOlderThan(cut, 3)).isEqualTo(3);
        assertThat(history.deleteOlderThan(cut, 3)).isEqualTo(1);
        assertThat(history.deleteOlderThan(cut, 3)).isZero();
        assertThat(history.page(HistoryFilter.ALL, OptionalLong.empty(), 10).deliveries())
                .extracting(one -> one.key().id())
                .containsExactly("d6", "d5", "d1");
        assertThat(history.size()).isEqualTo(3);
        for (String table : List.of("delivery", "content", "action")) {
            long rows = file.store().read(session -> session.number("SELECT count(*) FROM " + table));
            assertThat(rows).as(table).isEqualTo(3);
        }
    }

    @Test
    void entries_are_never_numbered_again_even_when_all_are_deleted() throws Exception {
        long first = accept(push("d1"));
        finish(first, DeliveryState.SUCCEEDED);
        assertThat(history.deleteOlderThan(NOON.plusSeconds(1), 10)).isEqualTo(1);
        reopen();
        assertThat(accept(push("d1"))).isGreaterThan(first);
    }

    @Test
    void a_payload_that_was_deleted_cannot_be_read_any_more() {
        long entry = accept(push("d1"));
        finish(entry, DeliveryState.SUCCEEDED);
        Payload payload = history.delivery(entry).orElseThrow().payload().orElseThrow();
        assertThat(history.deleteOlderThan(NOON.plusSeconds(1), 10)).isEqualTo(1);
        assertThatThrownBy(payload::open).isInstanceOf(IOException.class);
    }

    private Outcome stored(Outcome outcome) {
        ProcessResult process = outcome.process().orElseThrow();
        return new Outcome(
                outcome.ending(),
                process.returncode(),
                engine.stored(process.stdout()),
                process.stderr(),
                process.truncated(),
                null);
    }

    private List<Long> found(Filters filters) {
        HistoryPage page = history.page(filters.filter(), OptionalLong.empty(), 100);
        assertThat(page.next()).isEmpty();
        return page.deliveries().stream().map(DeliverySummary::entry).toList();
    }

    private void finish(long entry, DeliveryState state) {
        done(journal.dropped(hold(entry), 0, exited(0), NOON));
        done(journal.finished(hold(entry), state, NOON));
    }

    /** A filter, part by part. */
    private static final class Filters {

        private HistoryFilter filter = HistoryFilter.ALL;

        Filters source(String text) {
            return with(Optional.of(text), filter.event(), filter.owner(), filter.repository(), filter.branch());
        }

        Filters event(String text) {
            return with(filter.source(), Optional.of(text), filter.owner(), filter.repository(), filter.branch());
        }

        Filters owner(String text) {
            return with(filter.source(), filter.event(), Optional.of(text), filter.repository(), filter.branch());
        }

        Filters repository(String text) {
            return with(filter.source(), filter.event(), filter.owner(), Optional.of(text), filter.branch());
        }

        Filters branch(String text) {
            return with(filter.source(), filter.event(), filter.owner(), filter.repository(), Optional.of(text));
        }

        Filters states(DeliveryState... states) {
            return rest(Set.of(states), filter.text(), filter.from(), filter.to());
        }

        Filters text(String text) {
            return rest(filter.states(), Optional.of(text), filter.from(), filter.to());
        }

        Filters from(Instant time) {
            return rest(filter.states(), filter.text(), Optional.of(time), filter.to());
        }

        Filters to(Instant time) {
            return rest(filter.states(), filter.text(), filter.from(), Optional.of(time));
        }

        HistoryFilter filter() {
            return filter;
        }

        private Filters with(
                Optional<String> source,
                Optional<String> event,
                Optional<String> owner,
                Optional<String> repository,
                Optional<String> branch) {
            filter = new HistoryFilter(
                    source,
                    event,
                    owner,
                    repository,
                    branch,
                    filter.states(),
                    filter.text(),
                    filter.from(),
                    filter.to());
            return this;
        }

        private Filters rest(
                Set<DeliveryState> states, Optional<String> text, Optional<Instant> from, Optional<Instant> to) {
            filter = new HistoryFilter(
                    filter.source(),
                    filter.event(),
                    filter.owner(),
                    filter.repository(),
                    filter.branch(),
                    states,
                    text,
                    from,
                    to);
            return this;
        }
    }
}
