package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.PARALLEL;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start after a death. */
@Timeout(60)
final class RecoveryTest {

    @TempDir
    Path folder;

    private final List<DispatchFixture> houses = new ArrayList<>();
    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        houses.add(house);
    }

    @AfterEach
    void close() throws Exception {
        for (DispatchFixture one : houses) {
            one.abandon();
        }
    }

    /** The server that starts after the death of the one before. */
    private DispatchFixture die() throws Exception {
        DispatchFixture next = new DispatchFixture(house.killed(folder.resolve("after-" + houses.size())));
        houses.add(next);
        house = next;
        return next;
    }

    @Test
    void what_had_not_begun_runs_as_its_first_attempt() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        house.accept(push("running", "shop"));
        house.scripts.awaitStart("running/hook");
        house.accept(push("d"));
        DispatchFixture next = die();
        next.begin();
        next.scripts.end("d/hook");
        Awaitility.await().until(() -> next.state("d") == DeliveryState.SUCCEEDED);
        next.scripts.awaitStart("running/hook");
        DeliveryProgress again = next.accept(push("running", "shop"));
        next.scripts.end("running/hook");
        await(again);
        assertThat(next.detail("d").actions().get(0).runs().get(0).attempt()).isEqualTo(1);
        assertThat(next.detail("running").actions().get(0).runs())
                .extracting(run -> run.outcome().orElseThrow().ending())
                .containsExactly(Ending.INTERRUPTED, Ending.EXITED);
    }

    @Test
    void an_attempt_that_failed_is_tried_again_when_the_server_died_right_after_it() throws Exception {
        Path killed = folder.resolve("killed");
        AtomicReference<DispatchFixture> first = new AtomicReference<>();
        first.set(new DispatchFixture(
                folder.resolve("first"),
                journal -> copiedAfter(journal, "ended", () -> first.get().killed(killed))));
        houses.add(first.get());
        Policy twice = new Policy(Policy.Concurrency.ORDERED, 1, true);
        first.get().plan(Scripts.of("bad", twice, (name, context) -> Scripts.BAD));
        first.get().accept(push("d"));
        Awaitility.await().until(() -> first.get().timer.delays().size() == 1);

        DispatchFixture next = new DispatchFixture(killed);
        houses.add(next);
        next.begin();
        Awaitility.await().until(() -> {
            next.timer.timePasses();
            return next.scripts.began("d/bad");
        });
        assertThat(next.scripts.attempts()).containsExactly(2);
    }

    /** Copies the data folder right after the first change whose name begins so. */
    private static Journal copiedAfter(Journal journal, String change, Callable<Path> copy) {
        AtomicBoolean copied = new AtomicBoolean();
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(journal, arguments);
                    if (method.getName().startsWith(change) && copied.compareAndSet(false, true)) {
                        ((CompletionStage<?>) result).toCompletableFuture().get(20, TimeUnit.SECONDS);
                        assertThat(copy.call()).exists();
                    }
                    return result;
                });
    }

    @Test
    void what_had_ended_does_not_run_again() throws Exception {
        house.plan(
                house.scripts.held("a", ORDERED), house.scripts.held("b", ORDERED), house.scripts.held("c", ORDERED));
        house.accept(push("d"));
        house.scripts.end("d/a", Scripts.BAD);
        house.scripts.awaitStart("d/b");
        DispatchFixture next = die();
        next.begin();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/b");
        next.scripts.end("d/c");
        assertThat(await(again)).extracting(DeliveryProgress.Ended::name).containsExactly("a", "b", "c");
        assertThat(next.scripts.starts()).containsExactly("d/b", "d/c");
        assertThat(next.scripts.attempts()).containsExactly(2, 1);
        assertThat(next.state("d")).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void what_ran_and_is_not_to_be_rerun_is_recorded_as_interrupted() throws Exception {
        Policy fails = new Policy(Policy.Concurrency.ORDERED, 3, false);
        house.plan(house.scripts.held("a", fails), house.scripts.held("b", ORDERED));
        house.accept(push("d"));
        house.scripts.awaitStart("d/a");
        DispatchFixture next = die();
        next.begin();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/b");
        List<DeliveryProgress.Ended> ended = await(again);
        assertThat(ended.get(0).outcome().ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(ended.get(0).outcome().returncode()).isNull();
        assertThat(next.scripts.starts()).containsExactly("d/b");
    }

    @Test
    void what_waited_to_be_tried_again_is_tried_as_the_next_attempt() throws Exception {
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 3, true));
        house.settings.set(new DispatchOptions(1, 10));
        house.accept(push("d"));
        house.scripts.end("d/hook", Scripts.BAD);
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        DispatchFixture next = die();
        next.begin();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/hook");
        // It was under way when the server died, and so it is a suspect, which begins when the others have ended.
        assertThat(await(again).get(0).outcome().returncode()).isZero();
        assertThat(next.scripts.attempts()).containsExactly(2);
    }

    @Test
    void what_outlived_the_server_is_ended_before_anything_runs() throws Exception {
        house.plan("hook", PARALLEL);
        for (int at = 0; at < 4; at++) {
            house.accept(push("d" + at));
            house.scripts.awaitStart("d" + at + "/hook");
        }
        DispatchFixture next = die();
        next.begin();
        assertThat(next.scripts.survivorsEnded()).hasSize(4).containsOnly("hook after 0 lines");
    }

    @Test
    void suspects_rerun_one_at_a_time_and_others_beside_them() throws Exception {
        house.settings.set(new DispatchOptions(3, 1000));
        house.plan("hook", PARALLEL);
        for (int at = 0; at < 6; at++) {
            house.accept(push("d" + at));
        }
        for (int at = 0; at < 3; at++) {
            house.scripts.awaitStart("d" + at + "/hook");
        }
        DispatchFixture next = die();
        next.begin();
        for (String run : List.of("d0/hook", "d3/hook", "d4/hook", "d5/hook")) {
            next.scripts.awaitStart(run);
        }
        assertThat(next.scripts.began("d1/hook")).isFalse();
        next.scripts.end("d0/hook");
        next.scripts.awaitStart("d1/hook");
        assertThat(next.scripts.began("d2/hook")).isFalse();
        next.scripts.end("d1/hook");
        next.scripts.awaitStart("d2/hook");
    }

    @Test
    void one_during_which_the_server_dies_three_times_while_it_runs_alone_is_set_aside() throws Exception {
        house.accept(push("bad", "shop"));
        house.scripts.awaitStart("bad/hook");
        house.accept(push("good"));
        house.scripts.awaitStart("good/hook");
        for (int death = 0; death < 3; death++) {
            DispatchFixture next = die();
            assertThat(next.dispatch.setAside()).isEmpty();
            next.begin();
            next.scripts.awaitStart("bad/hook");
            assertThat(next.scripts.attempts()).containsExactly(death + 2);
        }
        DispatchFixture last = die();
        last.begin();
        assertThat(last.dispatch.setAside()).singleElement().asString().contains("bad");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(last.state("bad")).isEqualTo(DeliveryState.SET_ASIDE));
        assertThat(last.detail("bad").reason()).isPresent();
        DeliveryProgress good = last.accept(push("good"));
        last.scripts.end("good/hook");
        assertThat(await(good).get(0).outcome().returncode()).isZero();
        assertThat(last.scripts.began("bad/hook")).isFalse();

        // Only by itself is it not tried again.
        last.scripts.end("bad/hook");
        await(last.accept(push("bad", "shop")));
        assertThat(last.detail("bad").summary().redelivery()).isEqualTo(2);
    }

    @Test
    void a_delivery_taken_up_keeps_its_place_before_new_ones() throws Exception {
        house.accept(push("first"));
        house.scripts.awaitStart("first/hook");
        house.accept(push("second"));
        DispatchFixture next = die();
        next.begin();
        DeliveryProgress third = next.accept(push("third"));
        for (String id : List.of("third", "second", "first")) {
            next.scripts.end(id + "/hook");
        }
        await(third);
        assertThat(next.scripts.starts()).containsExactly("first/hook", "second/hook", "third/hook");
    }

    @Test
    void a_latest_hook_that_was_running_runs_again_although_a_newer_one_waits() throws Exception {
        house.plan("hook", DispatchFixture.LATEST);
        house.accept(push("old"));
        house.scripts.awaitStart("old/hook");
        house.accept(push("waits"));
        house.accept(push("newest"));
        DispatchFixture next = die();
        next.scripts.openAll();
        next.begin();
        Awaitility.await()
                .until(() -> next.state("newest") == DeliveryState.SUCCEEDED
                        && next.state("old") == DeliveryState.SUCCEEDED
                        && next.state("waits") == DeliveryState.SUPERSEDED);
        assertThat(next.scripts.starts()).containsExactly("old/hook", "newest/hook");
    }

    @Test
    void an_action_that_this_server_does_not_know_is_told_and_the_rest_runs() throws Exception {
        house.plan(new Renamed("chat", house.scripts.held("room", ORDERED)), house.scripts.held("b", ORDERED));
        house.accept(push("d"));
        house.scripts.awaitStart("d/room");
        DispatchFixture next = die();
        next.begin();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/b");
        List<DeliveryProgress.Ended> ended = await(again);
        assertThat(ended.get(0).outcome().returncode()).isEqualTo(127);
        assertThat(ended.get(1).outcome().returncode()).isZero();
    }

    /** An action of another kind. */
    private record Renamed(String kind, dev.jenvoy.delivery.Action action) implements dev.jenvoy.delivery.Action {
        @Override
        public String name() {
            return action.name();
        }

        @Override
        public Policy policy() {
            return action.policy();
        }

        @Override
        public dev.jenvoy.delivery.Outcome run(dev.jenvoy.delivery.Context context)
                throws dev.jenvoy.delivery.ShortageException, InterruptedException {
            return action.run(context);
        }
    }
}
