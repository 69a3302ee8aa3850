package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every journal must do, whatever keeps it. A subclass says how one is opened, closed and killed. */
public abstract class JournalContract {

    private static final Planned MESSAGE = new Planned("chat", "dev", Policy.apartIn("room dev", 3), Optional.of("{}"));
    private static final Duration TOOK = Duration.ofMillis(1234);

    @TempDir
    protected Path folder;

    private Journal journal;
    private Path lastOpened;

    /** The journal of a folder, as a server opens it at its start. */
    protected abstract Journal open(Path data) throws Exception;

    /** Looking back on the journal that was opened last. */
    protected abstract History history();

    /** An orderly end of the journal that was opened last. */
    protected abstract void end();

    /** Another folder, with what would be in the open one if its server had been killed just now. */
    protected abstract Path killed() throws IOException;

    /** What the journal gives back of an outcome, where it cannot keep all of its characters. */
    protected Outcome kept(Outcome outcome) {
        return outcome;
    }

    @BeforeEach
    void start() throws Exception {
        lastOpened = folder.resolve("data");
        journal = open(lastOpened);
    }

    @AfterEach
    void stop() {
        end();
    }

    @Test
    void an_acceptance_and_the_start_of_the_first_action_are_one_change_told_as_both() throws Exception {
        List<JournalEvent> heard = new ArrayList<>();
        journal.subscribe(heard::add);

        Optional<Start> start = Optional.of(new Start("t1", NOON));
        Entry entry = ((Appended.Accepted) done(
                        journal.append(push("d1"), new StoredRequest(HEADERS), List.of(hook("a"), hook("b")), start)))
                .entry();

        assertThat(heard)
                .containsExactly(new JournalEvent.Accepted(entry), new JournalEvent.Started(entry.id(), 0, 1, NOON));
        assertThat(entry.steps()).extracting(PlannedStep::starts).containsExactly(0, 0);
        DeliveryDetail detail = history().delivery(entry.id()).orElseThrow();
        assertThat(detail.summary().state()).isEqualTo(DeliveryState.RUNNING);
        assertThat(detail.actions())
                .extracting(DeliveryDetail.ActionDetail::state)
                .containsExactly(ActionState.RUNNING, ActionState.WAITING);
        restart();
        UnfinishedDelivery left = journal.claim(1000).get(0);
        assertThat(left.suspect()).isTrue();
        assertThat(left.actions().get(0)).isEqualTo(new UnfinishedDelivery.Progress.Running(1, "t1", NOON));
    }

    @Test
    void the_end_of_the_last_action_and_of_its_delivery_are_one_change_told_as_both() throws Exception {
        Entry entry = accept(push("d1"), List.of(hook("a")));
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t1", NOON)));
        List<JournalEvent> heard = new ArrayList<>();
        journal.subscribe(heard::add);

        done(journal.endedLast(new Attempt(entry.hold(), 0, 1), exited(0), NOON, TOOK, DeliveryState.SUCCEEDED));

        assertThat(heard)
                .containsExactly(
                        new JournalEvent.Ended(entry.id(), 0, 1, exited(0), TOOK),
                        new JournalEvent.Finished(entry.id(), DeliveryState.SUCCEEDED));
        restart();
        assertThat(journal.claim(1000)).isEmpty();
    }

    @Test
    void a_server_holds_every_part_of_what_it_accepts_and_only_actions_apart_of_what_has_ended() throws Exception {
        Entry entry = accept(push("d1"), List.of(hook("a"), MESSAGE));
        Entry ended = accept(push("d2"), List.of(hook("a"), MESSAGE));
        done(journal.dropped(ended.hold(), 0, exited(1), NOON));
        done(journal.finished(ended.hold(), DeliveryState.FAILED, NOON));

        assertThat(entry.parts()).isEqualTo(Part.ALL);
        assertThat(entry.heldApart()).extracting(PlannedStep::position).containsExactly(1);
        restart();
        List<UnfinishedDelivery> left = journal.claim(1000);
        assertThat(left).extracting(one -> one.entry().parts()).containsExactly(Part.ALL, Part.APART);
        assertThat(left).extracting(UnfinishedDelivery::over).containsExactly(false, true);
        assertThat(left.get(1).entry().steps()).hasSize(2);
    }

    @Test
    void what_was_claimed_is_not_claimed_again() throws Exception {
        accept(push("d1"), List.of(hook("a")));
        restart();

        assertThat(journal.claim(1)).hasSize(1);
        assertThat(journal.claim(1000)).isEmpty();
        accept(push("d2"), List.of(hook("a")));
        assertThat(journal.claim(1000)).isEmpty();
    }

    @Test
    void the_end_of_a_delivery_is_told_to_those_who_wait_for_it_and_to_those_who_ask_afterwards() throws Exception {
        Entry entry = accept(push("d1"), List.of(hook("a")));
        CompletableFuture<Void> waiting = journal.over(entry.id()).toCompletableFuture();
        assertThat(done(journal.cancel(entry.id()))).isTrue();
        assertThat(waiting).isNotDone();

        done(journal.dropped(entry.hold(), 0, exited(1), NOON));
        done(journal.finished(entry.hold(), DeliveryState.CANCELLED, NOON));

        waiting.get(20, TimeUnit.SECONDS);
        assertThat(history().delivery(entry.id()).orElseThrow().summary().state())
                .isEqualTo(DeliveryState.CANCELLED);
        done(journal.over(entry.id()));
        done(journal.over(999));
    }

    @Test
    void a_follower_hears_what_this_server_does_until_it_stops_to_follow() throws Exception {
        List<JournalEvent> heard = new ArrayList<>();
        Listener follower = heard::add;
        journal.follow(follower);
        Entry entry = accept(push("d1"), List.of(hook("a")));
        journal.unfollow(follower);
        accept(push("d2"), List.of(hook("a")));

        assertThat(heard).containsExactly(new JournalEvent.Accepted(entry));
    }

    @Test
    void a_delivery_with_an_action_left_does_not_end_and_neither_does_the_one_that_was_told_with_it() throws Exception {
        Entry entry = accept(push("d1"), List.of(hook("a"), hook("b")));
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t1", NOON)));

        assertThatThrownBy(() -> done(journal.endedLast(
                        new Attempt(entry.hold(), 0, 1), exited(0), NOON, TOOK, DeliveryState.SUCCEEDED)))
                .hasCauseInstanceOf(IllegalStateException.class);

        restart();
        assertThat(onlyAbandoned().actions().get(0)).isInstanceOf(UnfinishedDelivery.Progress.Running.class);
    }

    @Test
    void an_accepted_delivery_is_there_after_a_kill_with_payload_and_plan() throws Exception {
        Policy policy = new Policy(Policy.Concurrency.LATEST, 3, false);
        Delivery delivery = push("d1");
        Entry entry = accept(delivery, List.of(hook("a"), new Planned("chat", "b/c", policy)));
        assertThat(entry.redelivery()).isEqualTo(1);
        assertThat(entry.delivery()).isSameAs(delivery);

        restart();
        UnfinishedDelivery left = onlyAbandoned();
        assertThat(left.entry().id()).isEqualTo(entry.id());
        assertThat(left.entry().steps()).isEqualTo(entry.steps());
        assertThat(left.entry().delivery().facts()).isEqualTo(delivery.facts());
        assertThat(left.entry().delivery().key()).isEqualTo(delivery.key());
        assertThat(left.entry().delivery().received()).isEqualTo(NOON);
        assertThat(left.entry().delivery().digest()).isEqualTo(delivery.digest());
        assertThat(left.actions())
                .allMatch(new UnfinishedDelivery.Progress.Waiting(Optional.empty(), List.of())::equals);
        assertThat(left.suspect()).isFalse();
        assertThat(text(left.entry().delivery().payload())).isEqualTo("{\"id\":\"d1\"}");
        assertThat(left.entry().delivery().payload().size()).isEqualTo(11);
        assertThat(history().delivery(entry.id()).orElseThrow().headers()).isEqualTo(HEADERS);
    }

    @Test
    void a_payload_of_some_kilobytes_is_the_same_after_a_kill() throws Exception {
        String json = "{\"commits\":[" + "{\"id\":17,\"message\":\"again\"},".repeat(300) + "{}]}";
        Entry entry = accept(JournalSamples.delivery("d1", JournalSamples.facts("push", "site"), json, NOON), ONE);
        assertThat(text(entry.delivery().payload())).isEqualTo(json);

        restart();
        Payload kept = onlyAbandoned().entry().delivery().payload();
        assertThat(kept.size()).isEqualTo(json.length());
        assertThat(text(kept)).isEqualTo(json);
    }

    @Test
    void a_payload_in_a_file_is_kept_and_the_sender_s_file_stays_the_sender_s() throws Exception {
        Path spool = Files.writeString(folder.resolve("spooled"), "{\"big\":1}");
        Delivery small = push("d1");
        Delivery big = new Delivery(small.key(), small.facts(), Payload.in(spool, 9), small.digest(), small.received());
        Entry entry = accept(big, ONE);
        assertThat(text(entry.delivery().payload())).isEqualTo("{\"big\":1}");
        big.payload().discard();
        assertThat(spool).doesNotExist();

        restart();
        Payload kept = onlyAbandoned().entry().delivery().payload();
        assertThat(text(kept)).isEqualTo("{\"big\":1}");
        kept.discard();
        assertThat(text(kept)).isEqualTo("{\"big\":1}");
        Path copy = folder.resolve("copy");
        kept.copyTo(copy);
        assertThat(copy).hasContent("{\"big\":1}");
    }

    @Test
    void a_kept_payload_can_be_accepted_again_large_or_small() throws Exception {
        for (int size : new int[] {10, 8_000, 3_000_000}) {
            String json = "{\"x\":\"" + "y".repeat(size) + "\"}";
            Entry first =
                    accept(JournalSamples.delivery("d" + size, JournalSamples.facts("push", "site"), json, NOON), ONE);
            run(first, 0, 1);
            done(journal.finished(first.hold(), DeliveryState.SUCCEEDED, NOON));
            Payload kept =
                    history().delivery(first.id()).orElseThrow().payload().orElseThrow();
            Delivery known = first.delivery();
            Delivery again = new Delivery(known.key(), known.facts(), kept, known.digest(), NOON);
            Entry second = accept(again, ONE);
            assertThat(second.redelivery()).isEqualTo(2);
            assertThat(text(history()
                            .delivery(second.id())
                            .orElseThrow()
                            .payload()
                            .orElseThrow()))
                    .isEqualTo(json);
        }
    }

    @Test
    void a_payload_file_that_cannot_be_kept_is_no_room_and_leaves_nothing() throws Exception {
        Delivery small = push("d1");
        Payload gone = Payload.in(folder.resolve("never"), 9);
        Delivery big = new Delivery(small.key(), small.facts(), gone, small.digest(), small.received());
        assertThat(done(journal.append(big, HEADERS, ONE))).isInstanceOf(Appended.NoRoom.class);
        restart();
        assertThat(journal.claim(1000)).isEmpty();
    }

    @Test
    void the_same_key_with_another_payload_or_event_is_a_conflict_and_changes_nothing() throws Exception {
        Entry first = accept(push("d1"), ONE);
        Delivery payload = JournalSamples.delivery("d1", JournalSamples.facts("push", "site"), "{}", NOON);
        Delivery event = new Delivery(
                payload.key(),
                JournalSamples.facts("create", "site"),
                push("d1").payload(),
                push("d1").digest(),
                NOON);
        assertThat(done(journal.append(payload, HEADERS, ONE))).isEqualTo(new Appended.Conflict(first.id()));
        assertThat(done(journal.append(event, HEADERS, ONE))).isEqualTo(new Appended.Conflict(first.id()));
        restart();
        assertThat(journal.claim(1000)).hasSize(1);
    }

    @Test
    void the_same_delivery_joins_the_one_that_has_not_ended_and_changes_nothing() throws Exception {
        Entry first = accept(push("d1"), ONE);
        assertThat(done(journal.append(push("d1"), HEADERS, ONE))).isEqualTo(new Appended.Joined(first.id()));
        run(first, 0, 1);
        assertThat(done(journal.append(push("d1"), HEADERS, ONE))).isEqualTo(new Appended.Joined(first.id()));
        assertThat(history().entriesOf(JournalSamples.key("d1"))).containsExactly(first.id());
        done(journal.finished(first.hold(), DeliveryState.SUCCEEDED, NOON));
        assertThat(accept(push("d1"), ONE).redelivery()).isEqualTo(2);
    }

    @Test
    void what_a_server_holds_is_not_claimed_again_and_changes_of_it_are_kept() {
        assertThat(journal.claim(1000)).isEmpty();
        Entry entry = accept(push("d1"), ONE);
        assertThat(journal.claim(1000)).isEmpty();
        assertThat(done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t", NOON))))
                .isEqualTo(Ownership.KEPT);
        assertThat(done(journal.ended(new Attempt(entry.hold(), 0, 1), exited(0), NOON, TOOK)))
                .isEqualTo(Ownership.KEPT);
    }

    @Test
    void a_later_acceptance_of_a_queue_has_a_greater_fence_and_so_has_a_claim() throws Exception {
        Entry first = accept(push("d1"), ONE);
        Entry second = accept(push("d2"), ONE);
        assertThat(second.hold().fence()).isGreaterThan(first.hold().fence());
        restart();
        List<UnfinishedDelivery> left = journal.claim(1000);
        assertThat(left.get(0).entry().hold().entry()).isEqualTo(first.id());
        assertThat(left.get(1).entry().hold().fence())
                .isGreaterThan(left.get(0).entry().hold().fence());
    }

    @Test
    void an_action_apart_that_failed_is_reopened_once() {
        Entry entry = accept(push("d1"), List.of(MESSAGE));
        run(entry, 0, 1);
        Hold again = done(journal.reopened(entry.id(), 0, NOON)).orElseThrow();
        assertThat(again.entry()).isEqualTo(entry.id());
        illegal(journal.reopened(entry.id(), 0, NOON));
        assertThat(done(journal.started(new Attempt(again, 0, 2), new Start("t", NOON))))
                .isEqualTo(Ownership.KEPT);
    }

    @Test
    void a_redelivery_counts_on_and_knows_how_often_each_action_was_started() {
        Entry first = accept(push("d1"), List.of(hook("a"), hook("b")));
        run(first, 0, 1);
        done(journal.retrying(first.hold(), 0, NOON));
        run(first, 0, 2);
        run(first, 1, 1);
        done(journal.finished(first.hold(), DeliveryState.FAILED, NOON));
        Entry second = accept(push("d1"), List.of(hook("b")));
        run(second, 0, 2);
        done(journal.finished(second.hold(), DeliveryState.SUCCEEDED, NOON));
        Entry third = accept(push("d1"), List.of(hook("new"), hook("a"), hook("b")));
        assertThat(second.redelivery()).isEqualTo(2);
        assertThat(third.redelivery()).isEqualTo(3);
        assertThat(third.steps()).extracting(PlannedStep::starts).containsExactly(0, 2, 2);
        assertThat(history().entriesOf(JournalSamples.key("d1"))).containsExactly(third.id(), second.id(), first.id());
        assertThat(first.id()).isLessThan(second.id());
        assertThat(second.id()).isLessThan(third.id());
    }

    @Test
    void what_was_under_way_is_told_as_it_stood() throws Exception {
        Entry entry = accept(push("d1"), List.of(hook("a"), hook("b"), hook("c"), hook("d")));
        run(entry, 0, 1);
        Outcome dropped = Outcome.without(Ending.SUPERSEDED, null, "a newer one came");
        done(journal.dropped(entry.hold(), 1, dropped, NOON));
        run(entry, 2, 1);
        done(journal.retrying(entry.hold(), 2, NOON.plusSeconds(60)));
        done(journal.started(new Attempt(entry.hold(), 3, 1), new Start("token", NOON)));
        done(journal.cancel(entry.id()));
        restart();
        UnfinishedDelivery left = onlyAbandoned();
        assertThat(left.actions())
                .containsExactly(
                        new UnfinishedDelivery.Progress.Ended(1, kept(exited(0))),
                        new UnfinishedDelivery.Progress.Ended(0, dropped),
                        new UnfinishedDelivery.Progress.Waiting(Optional.of(NOON.plusSeconds(60)), List.of()),
                        new UnfinishedDelivery.Progress.Running(1, "token", NOON));
        assertThat(left.entry().steps()).extracting(PlannedStep::starts).containsExactly(1, 0, 1, 1);
        assertThat(left.cancelled()).isTrue();
        assertThat(left.suspect()).isTrue();
    }

    @Test
    void a_start_that_did_not_come_about_is_as_though_it_had_not_been_recorded() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("token", NOON)));
        done(journal.postponed(new Attempt(entry.hold(), 0, 1), NOON.plusSeconds(2)));
        restart();
        UnfinishedDelivery left = onlyAbandoned();
        assertThat(left.actions())
                .containsExactly(new UnfinishedDelivery.Progress.Waiting(Optional.of(NOON.plusSeconds(2)), List.of()));
        assertThat(left.suspect()).as("none of it ran when the server died").isFalse();
        done(journal.started(new Attempt(left.entry().hold(), 0, 1), new Start("other", NOON)));
    }

    @Test
    void a_later_start_that_did_not_come_about_leaves_the_earlier_ones() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        run(entry, 0, 1);
        done(journal.retrying(entry.hold(), 0, NOON));
        done(journal.started(new Attempt(entry.hold(), 0, 2), new Start("token", NOON)));
        done(journal.postponed(new Attempt(entry.hold(), 0, 2), NOON));
        restart();
        UnfinishedDelivery left = onlyAbandoned();
        assertThat(left.entry().steps()).extracting(PlannedStep::starts).containsExactly(1);
        assertThat(left.suspect()).as("it ran before").isTrue();
    }

    @Test
    void stops_that_cut_an_action_short_are_counted_across_a_death() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        Outcome cut = Outcome.without(Ending.INTERRUPTED, null, "the server stopped");
        for (int attempt = 1; attempt <= 2; attempt++) {
            done(journal.started(new Attempt(entry.hold(), 0, attempt), new Start("token", NOON.plusSeconds(attempt))));
            done(journal.cutShort(new Attempt(entry.hold(), 0, attempt), cut, NOON, TOOK));
        }
        done(journal.started(new Attempt(entry.hold(), 0, 3), new Start("token", NOON)));
        done(journal.ended(new Attempt(entry.hold(), 0, 3), cut, NOON, TOOK));
        done(journal.retrying(entry.hold(), 0, NOON));
        restart();
        assertThat(onlyAbandoned().actions())
                .as("the third was no stop's doing")
                .containsExactly(new UnfinishedDelivery.Progress.Waiting(
                        Optional.of(NOON),
                        List.of(
                                NOON.plusSeconds(1).plus(TOOK),
                                NOON.plusSeconds(2).plus(TOOK))));
    }

    @Test
    void an_interrupted_run_goes_on_as_the_next_attempt() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("token", NOON)));
        restart();
        Entry claimed = onlyAbandoned().entry();
        Outcome cut = Outcome.without(Ending.INTERRUPTED, null, "the server ended");
        done(journal.ended(new Attempt(claimed.hold(), 0, 1), cut, NOON, TOOK));
        done(journal.retrying(claimed.hold(), 0, NOON));
        run(claimed, 0, 2);
        done(journal.finished(claimed.hold(), DeliveryState.SUCCEEDED, NOON));
        DeliveryDetail detail = history().delivery(entry.id()).orElseThrow();
        assertThat(detail.actions().get(0).runs())
                .containsExactly(
                        new RecordedRun(1, NOON, Optional.of(TOOK), Optional.of(cut)),
                        new RecordedRun(2, NOON, Optional.of(TOOK), Optional.of(kept(exited(0)))));
        restart();
        assertThat(journal.claim(1000)).isEmpty();
    }

    @Test
    void a_running_delivery_is_a_suspect_after_a_death_and_none_after_an_orderly_end() throws Exception {
        Entry running = accept(push("d1"), ONE);
        accept(push("d2"), ONE);
        done(journal.started(new Attempt(running.hold(), 0, 1), new Start("token", NOON)));
        end();
        journal = open(lastOpened);
        assertThat(journal.claim(1000)).extracting(UnfinishedDelivery::suspect).containsExactly(false, false);
        restart();
        assertThat(journal.claim(1000)).extracting(UnfinishedDelivery::suspect).containsExactly(true, false);
        end();
        journal = open(lastOpened);
        assertThat(journal.claim(1000)).extracting(UnfinishedDelivery::suspect).containsExactly(true, false);
    }

    @Test
    void only_deaths_while_it_ran_alone_are_counted() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("token", NOON)));
        restart();
        isolate(onlyAbandoned(), 0);
        restart();
        assertThat(onlyAbandoned().deathsAlone()).isEqualTo(1);
        restart();
        isolate(onlyAbandoned(), 1);
        end();
        journal = open(lastOpened);
        isolate(onlyAbandoned(), 1);
        restart();
        assertThat(onlyAbandoned().deathsAlone()).isEqualTo(2);
    }

    @Test
    void what_was_set_aside_is_not_tried_again_and_says_why() throws Exception {
        Entry entry = accept(push("d1"), ONE);
        done(journal.quarantine(entry.hold(), "died three times", NOON));
        restart();
        assertThat(journal.claim(1000)).isEmpty();
        DeliveryDetail detail = history().delivery(entry.id()).orElseThrow();
        assertThat(detail.reason()).contains("died three times");
        assertThat(detail.summary().state()).isEqualTo(DeliveryState.SET_ASIDE);
        assertThat(accept(push("d1"), ONE).redelivery()).isEqualTo(2);
    }

    @Test
    void an_illegal_change_is_refused_alone_and_changes_nothing() {
        Hold held = accept(push("d1"), ONE).hold();
        long id = held.entry();
        illegal(journal.started(new Attempt(held, 0, 2), new Start("t", NOON)));
        illegal(journal.started(new Attempt(held, 1, 1), new Start("t", NOON)));
        illegal(journal.started(new Attempt(new Hold(id + 1, held.fence()), 0, 1), new Start("t", NOON)));
        illegal(journal.ended(new Attempt(held, 0, 1), exited(0), NOON, TOOK));
        illegal(journal.retrying(held, 0, NOON));
        illegal(journal.finished(held, DeliveryState.SUCCEEDED, NOON));
        done(journal.started(new Attempt(held, 0, 1), new Start("t", NOON)));
        illegal(journal.started(new Attempt(held, 0, 1), new Start("t", NOON)));
        illegal(journal.dropped(held, 0, exited(0), NOON));
        illegal(journal.finished(held, DeliveryState.SUCCEEDED, NOON));
        illegal(journal.quarantine(held, "why", NOON));
        done(journal.ended(new Attempt(held, 0, 1), exited(0), NOON, TOOK));
        done(journal.finished(held, DeliveryState.SUCCEEDED, NOON));
        illegal(journal.finished(held, DeliveryState.FAILED, NOON));
        illegal(journal.retrying(held, 0, NOON));
        illegal(journal.markIsolated(held));
        illegal(journal.quarantine(held, "why", NOON));
        assertThat(done(journal.cancel(id))).isFalse();
        assertThatThrownBy(() -> journal.finished(held, DeliveryState.SET_ASIDE, NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(history().delivery(id).orElseThrow().summary().state()).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void changes_of_one_caller_are_recorded_in_their_order_without_waiting() {
        List<CompletionStage<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Entry entry = accept(push("d" + i), ONE);
            all.add(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t", NOON)));
            all.add(journal.ended(new Attempt(entry.hold(), 0, 1), exited(0), NOON, TOOK));
            all.add(journal.finished(entry.hold(), DeliveryState.SUCCEEDED, NOON));
        }
        all.forEach(JournalContract::done);
    }

    @Test
    void a_thousand_callers_at_once_are_all_accepted_and_all_kept() throws Exception {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Delivery delivery = push("d" + i);
            callers.add(new Thread(() -> {
                CompletionStage<Appended> stage = journal.append(delivery, HEADERS, ONE);
                synchronized (stages) {
                    stages.add(stage);
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(stages.stream().map(JournalContract::done)).allMatch(Appended.Accepted.class::isInstance);
        restart();
        List<UnfinishedDelivery> left = journal.claim(1000);
        assertThat(left).hasSize(1_000);
        assertThat(left).extracting(one -> one.entry().id()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void listeners_hear_everything_in_order_and_one_that_throws_harms_nobody() {
        List<JournalEvent> heard = new ArrayList<>();
        journal.subscribe(news -> {
            throw new IllegalStateException("a broken listener");
        });
        Listener listener = heard::add;
        journal.subscribe(listener);
        Entry entry = accept(push("d1"), ONE);
        run(entry, 0, 1);
        done(journal.retrying(entry.hold(), 0, NOON));
        done(journal.cancel(entry.id()));
        Outcome dropped = Outcome.without(Ending.CANCELLED, null, "cancelled");
        done(journal.dropped(entry.hold(), 0, dropped, NOON));
        done(journal.finished(entry.hold(), DeliveryState.CANCELLED, NOON));
        assertThat(heard)
                .containsExactly(
                        new JournalEvent.Accepted(entry),
                        new JournalEvent.Started(entry.id(), 0, 1, NOON),
                        new JournalEvent.Ended(entry.id(), 0, 1, exited(0), TOOK),
                        new JournalEvent.Retrying(entry.id(), 0, NOON),
                        new JournalEvent.CancelRequested(entry.id()),
                        new JournalEvent.Ended(entry.id(), 0, 0, dropped, Duration.ZERO),
                        new JournalEvent.Finished(entry.id(), DeliveryState.CANCELLED));
        journal.unsubscribe(listener);
        accept(push("d2"), ONE);
        assertThat(heard).hasSize(7);
    }

    @Test
    void what_was_noted_is_there_after_an_orderly_end_and_is_no_work() throws Exception {
        journal.note(push("ping"), IgnoreReason.PONG);
        journal.note(push("gone"), IgnoreReason.SKIPPED);
        journal.note(push("none"), IgnoreReason.UNMATCHED);
        end();
        journal = open(lastOpened);
        assertThat(journal.claim(1000)).isEmpty();
        List<DeliverySummary> noted =
                history().page(HistoryFilter.ALL, OptionalLong.empty(), 10).deliveries();
        assertThat(noted)
                .extracting(DeliverySummary::state)
                .containsExactly(DeliveryState.UNMATCHED, DeliveryState.SKIPPED, DeliveryState.PONG);
        DeliveryDetail detail = history().delivery(noted.get(0).entry()).orElseThrow();
        assertThat(detail.payload()).isEmpty();
        assertThat(detail.headers()).isEmpty();
        assertThat(detail.digest()).isEmpty();
        assertThat(accept(push("none"), ONE).redelivery()).isEqualTo(1);
    }

    @Test
    void after_its_end_it_refuses_deliveries_and_fails_changes() {
        Entry entry = accept(push("d1"), ONE);
        end();
        assertThat(done(journal.append(push("d2"), Map.of(), ONE))).isInstanceOf(Appended.NoRoom.class);
        illegal(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t", NOON)));
        journal.note(push("d3"), IgnoreReason.PONG);
        end();
    }

    private void restart() throws Exception {
        Path left = killed();
        end();
        lastOpened = left;
        journal = open(left);
    }

    private void isolate(UnfinishedDelivery suspect, int deathsAlone) {
        assertThat(suspect.deathsAlone()).isEqualTo(deathsAlone);
        assertThat(done(journal.markIsolated(suspect.entry().hold()))).isEqualTo(Ownership.KEPT);
    }

    private UnfinishedDelivery onlyAbandoned() {
        List<UnfinishedDelivery> left = journal.claim(1000);
        assertThat(left).hasSize(1);
        return left.get(0);
    }

    private Entry accept(Delivery delivery, List<Planned> plan) {
        Appended appended = done(journal.append(delivery, HEADERS, plan));
        assertThat(appended).isInstanceOf(Appended.Accepted.class);
        return ((Appended.Accepted) appended).entry();
    }

    private void run(Entry entry, int position, int attempt) {
        done(journal.started(new Attempt(entry.hold(), position, attempt), new Start("token", NOON)));
        done(journal.ended(new Attempt(entry.hold(), position, attempt), exited(0), NOON, TOOK));
    }

    private static void illegal(CompletionStage<?> stage) {
        assertThatThrownBy(() -> done(stage)).hasCauseInstanceOf(IllegalStateException.class);
    }

    public static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    public static String text(Payload payload) throws IOException {
        try (InputStream bytes = payload.open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
