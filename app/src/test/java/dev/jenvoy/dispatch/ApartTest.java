package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.NOON;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.delivery;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.intake.Batch;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.RecordedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions apart: what they never delay, and that each of them runs. */
@Timeout(60)
final class ApartTest {

    @TempDir
    Path folder;

    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        house.messages.tell("dev");
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Returns the delays of the timer, but for those after which copies are no longer joined. */
    private List<Duration> pauses() {
        return house.timer.delays().stream()
                .filter(delay -> !delay.equals(Duration.ofSeconds(10)))
                .toList();
    }

    private DeliveryDetail.ActionDetail action(String id, int position) {
        return house.detail(id).actions().get(position);
    }

    private void awaitState(String id, int position, ActionState state) {
        Awaitility.await().until(() -> action(id, position).state() == state);
    }

    @Test
    void the_end_of_a_delivery_does_not_wait_for_a_message() throws Exception {
        house.scripts.end("d/hook");

        assertThat(await(house.accept(push("d")))).hasSize(1);

        house.messages.awaitAttempts(1);
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
        assertThat(house.detail("d").summary().actions()).hasSize(1);
        assertThat(house.detail("d").summary().apart()).hasSize(1);
        assertThat(house.begun().load()).isEqualTo(new QueueLoad(0, 0));
        house.messages.end("d/dev", Messages.SENT);
        awaitState("d", 1, ActionState.ENDED);
        assertThat(house.messages.attempts().get(0).arguments()).isEqualTo("about d");
        assertThat(action("d", 1).runs().get(0).outcome()).contains(Messages.SENT);
    }

    @Test
    void a_message_about_the_end_begins_after_the_last_hook_and_holds_up_no_message_of_its_room_before()
            throws Exception {
        house.messages.tell();
        house.messages.tellEnds("dev");
        house.plan(house.scripts.held("hook", ORDERED));
        house.accept(push("a"));
        house.scripts.awaitStart("a/hook");
        house.messages.tell("dev");
        house.messages.tellEnds();
        house.plan(delivery -> List.of());
        house.submit(push("b", "another"));

        house.messages.awaitAttempts(1);
        assertThat(house.messages.begun()).containsExactly("b/dev");
        house.messages.end("b/dev", Messages.SENT);
        awaitState("b", 0, ActionState.ENDED);
        assertThat(house.messages.begun()).containsExactly("b/dev");
        house.scripts.end("a/hook");

        house.messages.awaitAttempts(2);
        assertThat(house.messages.begun()).containsExactly("b/dev", "a/dev.end");
        assertThat(house.state("a")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void the_end_of_a_delivery_that_runs_nothing_is_not_told() throws Exception {
        house.messages.tell();
        house.messages.tellEnds("dev");
        house.plan(delivery -> List.of());

        house.submit(push("d"));

        Awaitility.await().until(() -> house.history().size() == 1);
        assertThat(house.messages.begun()).isEmpty();
    }

    @Test
    void a_message_that_fails_is_no_failure_of_its_delivery() throws Exception {
        house.messages.end("d/dev", Outcome.failed("no such room", new RetryAdvice.Never()));
        house.plan(house.scripts.held("hook", ORDERED));
        long entry = house.accept(push("d")).number();
        awaitState("d", 1, ActionState.ENDED);
        assertThat(house.history().delivery(entry).orElseThrow().summary().state())
                .as("a message began and ended, no hook has ended")
                .isEqualTo(DeliveryState.RUNNING);

        house.scripts.end("d/hook");

        Awaitility.await().until(() -> house.state("d") == DeliveryState.SUCCEEDED);
        assertThat(house.detail("d").summary().failed()).isZero();
    }

    @Test
    void messages_of_a_room_keep_their_order_over_a_pause_and_rooms_do_not_wait_for_each_other() throws Exception {
        house.plan(delivery -> List.of());
        Instant later = NOON.plusSeconds(30);
        house.messages.end("a/dev", Outcome.failed("rate limited", new RetryAdvice.NotBefore(later)));
        house.submit(push("a"));
        Awaitility.await().until(() -> !pauses().isEmpty());
        house.messages.tell("dev", "ops");
        house.submit(push("b", "another"));

        house.messages.end("b/ops", Messages.SENT);
        awaitState("b", 1, ActionState.ENDED);
        assertThat(house.messages.begun()).containsExactly("a/dev", "b/ops");
        assertThat(pauses()).containsExactly(Duration.ofSeconds(30));
        assertThat(house.begun().waitReason(house.entry("b"), 0))
                .contains(new WaitReason.Predecessor(house.entry("a"), "room dev"));
        house.messages.end("a/dev", Messages.SENT);
        house.messages.end("b/dev", Messages.SENT);
        house.timer.timePasses();

        awaitState("b", 0, ActionState.ENDED);
        assertThat(house.messages.begun()).containsExactly("a/dev", "b/ops", "a/dev", "b/dev");
    }

    @Test
    void a_delivery_with_messages_alone_is_answered_as_unmatched_and_told() throws Exception {
        house.plan(delivery -> List.of());

        Submission answer = house.submit(push("d"));

        assertThat(answer).isEqualTo(new Submission.Unmatched(OptionalLong.of(house.entry("d"))));
        assertThat(house.state("d")).isEqualTo(DeliveryState.UNMATCHED);
        assertThat(house.detail("d").summary().finished())
                .contains(house.detail("d").summary().received());
        assertThat(house.detail("d").summary().began()).isEmpty();
        assertThat(house.detail("d").payload()).isPresent();
        house.messages.end("d/dev", Messages.SENT);
        awaitState("d", 0, ActionState.ENDED);
        assertThat(house.state("d")).isEqualTo(DeliveryState.UNMATCHED);
    }

    @Test
    void a_deletion_is_answered_as_skipped_and_told() throws Exception {
        Facts facts = new Facts(new Event("delete"), null, null, null, null, null, null, null, null, null, true);
        Delivery deletion = delivery("d", facts, "{}");

        assertThat(house.submit(deletion)).isInstanceOf(Submission.Skipped.class);

        assertThat(house.state("d")).isEqualTo(DeliveryState.SKIPPED);
        house.messages.awaitAttempts(1);
        assertThat(house.scripts.starts()).isEmpty();
    }

    @Test
    void a_delivery_may_be_run_again_while_a_message_of_it_waits() throws Exception {
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        long first = house.entry("d");
        house.messages.awaitAttempts(1);
        house.scripts.end("d/hook");

        Redelivery again = done(house.begun().redeliver(first, NOON));

        assertThat(again).isInstanceOf(Redelivery.Begun.class);
        long second = ((Redelivery.Begun) again).entry();
        Awaitility.await().until(() -> house.state("d") == DeliveryState.SUCCEEDED);
        house.messages.end("d/dev", Messages.SENT);
        house.messages.end("d/dev", Messages.SENT);
        house.messages.awaitAttempts(2);
        assertThat(house.messages.attempts())
                .extracting(Messages.Attempted::entry)
                .containsExactly(first, second);
    }

    @Test
    void a_part_of_a_delivery_is_run_again_without_its_messages_but_with_those_about_its_end() throws Exception {
        house.messages.tellEnds("ops");
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        long first = house.entry("d");
        house.scripts.end("d/hook");

        Redelivery again = done(
                house.begun().redeliver(first, NOON, new RedeliveryPart.Only(Set.of(house.scripts.kind()), "hook")));

        assertThat(again).isInstanceOf(Redelivery.Begun.class);
        Awaitility.await().until(() -> house.state("d") == DeliveryState.SUCCEEDED);
        assertThat(house.detail("d").actions())
                .extracting(action -> action.planned().name())
                .containsExactly("hook", "ops.end");
        assertThat(house.history().delivery(first).orElseThrow().actions())
                .extracting(action -> action.planned().name())
                .containsExactly("hook", "dev", "ops.end");
        Redelivery odd = done(
                house.begun().redeliver(first, NOON, new RedeliveryPart.Only(Set.of(house.scripts.kind()), "dev")));
        assertThat(odd).isInstanceOf(Redelivery.Unmatched.class);
    }

    @Test
    void a_delivery_with_messages_alone_may_be_run_again_by_an_operator() throws Exception {
        house.plan(delivery -> List.of());
        house.submit(push("d"));
        long first = house.entry("d");

        Redelivery again = done(house.begun().redeliver(first, NOON));

        assertThat(again).isInstanceOf(Redelivery.Begun.class);
        assertThat(((Redelivery.Begun) again).entry())
                .isEqualTo(house.entry("d"))
                .isNotEqualTo(first);
    }

    @Test
    void a_sender_that_repeats_what_it_was_answered_does_not_have_it_told_twice() throws Exception {
        house.plan(delivery -> List.of());
        Dispatcher dispatcher = house.begin();
        Batch batch = new Batch(Map.of());
        done(dispatcher.submitUnlessDone(push("d"), batch));

        Submission again = done(dispatcher.submitUnlessDone(push("d"), new Batch(Map.of())));

        assertThat(again).isInstanceOf(Submission.Unmatched.class);
        assertThat(house.history().entriesOf(DispatchFixture.key("d"))).hasSize(1);
    }

    @Test
    void copies_of_a_delivery_with_messages_alone_that_come_at_once_are_told_once() throws Exception {
        house.plan(delivery -> List.of());
        Dispatcher dispatcher = house.begin();
        List<CompletionStage<Submission>> all = new CopyOnWriteArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int at = 0; at < 8; at++) {
            Thread sender = new Thread(() -> {
                for (int again = 0; again < 20; again++) {
                    all.add(dispatcher.submit(push("d"), Map.of()));
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join(20_000);
        }

        Submission first = done(all.get(0));
        assertThat(first).isEqualTo(new Submission.Unmatched(OptionalLong.of(house.entry("d"))));
        for (CompletionStage<Submission> one : all) {
            assertThat(done(one)).isEqualTo(first);
        }
        assertThat(all).hasSize(160);
        assertThat(house.history().entriesOf(DispatchFixture.key("d"))).hasSize(1);
        house.messages.awaitAttempts(1);
    }

    @Test
    void a_copy_just_after_a_delivery_with_messages_alone_is_the_same_and_one_that_comes_later_a_redelivery()
            throws Exception {
        house.plan(delivery -> List.of());
        assertThat(house.submit(push("d"))).isEqualTo(house.submit(push("d")));
        assertThat(house.submit(delivery("d", push("d").facts(), "{\"other\":1}")))
                .isInstanceOf(Submission.Conflict.class);

        house.timer.timePasses();
        house.submit(push("d"));

        assertThat(house.history().entriesOf(DispatchFixture.key("d"))).hasSize(2);
        assertThat(house.detail("d").summary().redelivery()).isEqualTo(2);
    }

    @Test
    void messages_beyond_their_share_hold_no_worker_and_keep_their_order() throws Exception {
        fillShare();
        house.messages.tell("slow1", "slow2", "slow3", "slow4", "quick");
        house.submit(push("a"));
        house.messages.end("a/quick", Messages.SENT);
        awaitState("a", 4, ActionState.ENDED);
        house.messages.tell("slow1", "quick");
        house.submit(push("b"));
        house.messages.end("b/quick", Messages.SENT);
        awaitState("b", 1, ActionState.ENDED);

        assertThat(house.messages.begun()).containsExactly("first/slow1", "a/quick", "b/quick");
        Awaitility.await()
                .untilAsserted(() -> assertThat(house.begun().waitReason(house.entry("a"), 1))
                        .contains(new WaitReason.NoPlace("slow", 1, 1)));

        house.messages.end("first/slow1", Messages.SENT);
        for (int room = 1; room <= 4; room++) {
            house.messages.end("a/slow" + room, Messages.SENT);
        }
        house.messages.end("b/slow1", Messages.SENT);
        house.messages.awaitAttempts(8);
        assertThat(house.messages.begun()).containsSubsequence("first/slow1", "a/slow1", "b/slow1");
        awaitState("b", 0, ActionState.ENDED);
    }

    /** Has a message begin that takes the only place of the rooms whose names begin with {@code slow}. */
    private void fillShare() throws Exception {
        house.messages.limit(3);
        house.messages.share("slow", 1);
        house.messages.tell("slow1");
        house.plan(delivery -> List.of());
        house.submit(push("first"));
        house.messages.awaitAttempts(1);
    }

    @Test
    void a_message_beyond_its_share_can_be_dropped_and_one_in_a_pause_gives_its_place_to_others() throws Exception {
        fillShare();
        house.messages.tell("slow2", "slow3");
        house.submit(push("a"));
        Awaitility.await()
                .until(() -> house.begun().waitReason(house.entry("a"), 0).isPresent());
        assertThat(done(house.begun().cancelAction(house.entry("a"), 0))).isTrue();
        awaitState("a", 0, ActionState.DROPPED);

        house.messages.end("first/slow1", Outcome.failed("busy", new RetryAdvice.NotBefore(NOON.plusSeconds(30))));
        house.messages.awaitAttempts(2);
        assertThat(house.messages.begun()).containsExactly("first/slow1", "a/slow3");
        house.timer.timePasses();
        house.messages.end("a/slow3", Messages.SENT);
        house.messages.awaitAttempts(3);
        house.messages.end("first/slow1", Messages.SENT);
        awaitState("first", 0, ActionState.ENDED);
    }

    @Test
    void cancelling_a_delivery_leaves_its_messages() throws Exception {
        house.accept(push("d"));
        house.scripts.awaitStart("d/hook");
        house.messages.awaitAttempts(1);

        house.cancel("d");

        Awaitility.await().until(() -> house.state("d") == DeliveryState.CANCELLED);
        assertThat(action("d", 1).state()).isEqualTo(ActionState.RUNNING);
    }

    @Test
    void a_message_that_runs_or_waits_can_be_dropped_alone() throws Exception {
        house.plan(delivery -> List.of());
        house.submit(push("a"));
        house.submit(push("b"));
        house.submit(push("c"));
        house.messages.awaitAttempts(1);

        assertThat(done(house.begun().cancelAction(house.entry("b"), 0))).isTrue();
        assertThat(done(house.begun().cancelAction(house.entry("a"), 0))).isTrue();

        assertThat(action("b", 0).state()).isEqualTo(ActionState.DROPPED);
        assertThat(action("a", 0).runs().get(0).outcome().map(Outcome::ending)).contains(Ending.CANCELLED);
        house.messages.awaitAttempts(2);
        assertThat(house.messages.begun()).containsExactly("a/dev", "c/dev");
        assertThat(done(house.begun().cancelAction(house.entry("a"), 0))).isFalse();
        assertThat(done(house.begun().cancelAction(house.entry("c"), 7))).isFalse();
    }

    @Test
    void a_message_that_is_dropped_while_its_attempt_fails_is_dropped() throws Exception {
        house.plan(delivery -> List.of());
        house.messages.finishWhenCancelled();
        house.submit(push("a"));
        house.messages.awaitAttempts(1);

        CompletionStage<Boolean> dropped = house.begun().cancelAction(house.entry("a"), 0);
        house.messages.end("a/dev", Outcome.failed("busy", new RetryAdvice.NotBefore(NOON.plusSeconds(600))));

        assertThat(done(dropped)).isTrue();
        assertThat(action("a", 0).state()).isEqualTo(ActionState.DROPPED);
        assertThat(action("a", 0).runs())
                .extracting(RecordedRun::outcome)
                .extracting(Optional::orElseThrow)
                .extracting(Outcome::ending)
                .containsExactly(Ending.FAILED, Ending.CANCELLED);
        assertThat(pauses()).isEmpty();
    }

    @Test
    void a_hook_cannot_be_dropped_as_a_message() throws Exception {
        house.accept(push("d"));
        house.scripts.awaitStart("d/hook");

        assertThat(done(house.begun().cancelAction(house.entry("d"), 0))).isFalse();
        assertThat(done(house.begun().retryNow(house.entry("d"), 0, NOON))).isFalse();
    }

    @Test
    void a_message_that_waits_for_its_next_attempt_is_sent_at_once_when_asked_for() throws Exception {
        house.messages.end("d/dev", Outcome.failed("busy", new RetryAdvice.NotBefore(NOON.plusSeconds(600))));
        house.accept(push("d"));
        awaitState("d", 1, ActionState.WAITING);
        Awaitility.await().until(() -> !pauses().isEmpty());

        assertThat(done(house.begun().retryNow(house.entry("d"), 1, NOON))).isTrue();

        house.messages.awaitAttempts(2);
        Outcome again = Outcome.failed("busy", new RetryAdvice.NotBefore(NOON.plusSeconds(900)));
        house.messages.end("d/dev", again);
        Awaitility.await().until(() -> pauses().size() == 2);
        assertThat(house.messages.begun()).hasSize(2);
    }

    @Test
    void a_message_that_failed_is_recorded_as_waiting_and_sent_when_asked_for() throws Exception {
        house.messages.end("d/dev", Outcome.failed("gone", new RetryAdvice.Never()));
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        awaitState("d", 1, ActionState.ENDED);

        assertThat(done(house.begun().retryNow(house.entry("d"), 1, NOON))).isTrue();

        house.messages.awaitAttempts(2);
        house.messages.end("d/dev", Messages.SENT);
        awaitState("d", 1, ActionState.ENDED);
        assertThat(action("d", 1).runs())
                .extracting(RecordedRun::outcome)
                .extracting(Optional::orElseThrow)
                .extracting(Outcome::ending)
                .containsExactly(Ending.FAILED, Ending.DONE);
        assertThat(house.messages.attempts().get(1).arguments()).isEqualTo("about d");
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
        Awaitility.await().until(() -> house.dispatch.queues() == 0);
        assertThat(done(house.begun().retryNow(house.entry("d"), 1, NOON)))
                .as("it was sent")
                .isFalse();
    }

    @Test
    void a_stalled_service_with_its_own_limit_takes_no_place_from_hooks() throws Exception {
        house.messages.limit(2);
        house.settings.set(new DispatchOptions(1, 1000));
        for (int at = 0; at < 50; at++) {
            // Each in a room of its own, so that nothing but the limit keeps them from being sent at once.
            house.messages.tell("room-" + at);
            house.scripts.end("d" + at + "/hook");
            await(house.accept(push("d" + at)));
        }

        house.messages.awaitAttempts(2);

        assertThat(house.scripts.starts()).hasSize(50);
        assertThat(house.messages.begun()).hasSize(2);
        assertThat(house.begun().load()).isEqualTo(new QueueLoad(0, 0));
        assertThat(house.begun().waitReason(house.entry("d49"), 1)).contains(new WaitReason.NoWorker("message", 2, 2));
        assertThat(house.begun().waitReason(house.entry("d49"))).isEmpty();
        assertThat(house.begun().waitReasons()).isEmpty();
        house.messages.openAll();
        house.messages.awaitAttempts(50);
        Awaitility.await().until(() -> house.dispatch.queues() == 0);
    }

    @Test
    void an_awaited_action_moves_to_the_workers_of_its_kind_and_back() throws Exception {
        house.messages.limit(1);
        house.messages.tell();
        List<String> threads = new CopyOnWriteArrayList<>();
        house.plan(
                Scripts.of("a", ORDERED, (name, context) -> thread(threads)),
                Scripts.of("message", "b", ORDERED, (name, context) -> thread(threads)),
                Scripts.of("c", ORDERED, (name, context) -> thread(threads)));

        assertThat(await(house.accept(push("d")))).hasSize(3);

        assertThat(threads).containsExactly("delivery", "message", "delivery");
    }

    private static Outcome thread(List<String> threads) {
        String name = Thread.currentThread().getName();
        threads.add(name.substring(0, name.indexOf('-')));
        return Scripts.GOOD;
    }

    @Test
    void a_message_that_runs_when_the_server_stops_is_given_the_same_time_as_a_hook() throws Exception {
        house.messages.limit(1);
        house.plan(delivery -> List.of());
        house.submit(push("a"));
        house.submit(push("b"));
        house.messages.awaitAttempts(1);
        house.messages.end("a/dev", Messages.SENT);
        house.messages.awaitAttempts(2);

        house.begun().stop(Duration.ZERO, Duration.ofSeconds(10));

        assertThat(action("b", 0).runs().get(0).outcome().map(Outcome::ending)).contains(Ending.INTERRUPTED);
        assertThat(action("b", 0).state()).isEqualTo(ActionState.WAITING);
    }
}
