package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DeliveryRun;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.ShortageLog;
import dev.jenvoy.dispatch.schedule.ToldTimer;
import dev.jenvoy.dispatch.schedule.WorkerPool;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted runs, also when the machine is short of something for a while. */
@Timeout(60)
final class ShortageTest {

    @TempDir
    Path folder;

    private DispatchFixture house;

    /** How many starts still fail. */
    private final AtomicInteger shortages = new AtomicInteger();

    @BeforeEach
    void build() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private Action starved(String name, Policy policy) {
        Action held = house.scripts.held(name, policy);
        return Scripts.of(name, policy, (unused, context) -> {
            if (shortages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ShortageException("no descriptor left");
            }
            return held.run(context);
        });
    }

    private void awaitPostponed(int count) {
        Awaitility.await().until(() -> house.dispatch.postponed() == count);
        Awaitility.await().until(() -> house.timer.delays().size() >= count);
    }

    @Test
    void a_hook_that_cannot_be_started_waits_and_runs_as_its_first_attempt() throws Exception {
        shortages.set(2);
        house.plan(starved("hook", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        for (int start = 0; start < 2; start++) {
            awaitPostponed(1);
            assertThat(progress.soFar()).isEmpty();
            Awaitility.await().until(() -> house.detail("d").actions().get(0).state() == ActionState.WAITING);
            assertThat(house.state("d")).isEqualTo(DeliveryState.QUEUED);
            assertThat(house.dispatch.shortage())
                    .hasValueSatisfying(words -> assertThat(words).contains("wait", "no descriptor left"));
            house.timer.timePasses();
        }
        house.scripts.end("d/hook");
        assertThat(await(progress)).extracting(DeliveryProgress.Ended::outcome).containsExactly(Scripts.GOOD);
        assertThat(house.scripts.attempts()).containsExactly(1);
        assertThat(house.detail("d").actions().get(0).runs()).hasSize(1);
        assertThat(house.dispatch.shortage()).isEmpty();
    }

    @Test
    void the_shortage_is_over_when_the_hook_has_been_started_not_when_it_has_ended() throws Exception {
        shortages.set(1);
        Action held = house.scripts.held("hook", ORDERED);
        house.plan(Scripts.of("hook", ORDERED, (unused, context) -> {
            if (shortages.getAndDecrement() > 0) {
                throw new ShortageException("no descriptor left");
            }
            context.started();
            return held.run(context);
        }));
        DeliveryProgress progress = house.accept(push("d"));
        awaitPostponed(1);
        house.timer.timePasses();
        house.scripts.awaitStart("d/hook");
        assertThat(house.dispatch.shortage()).isEmpty();
        house.scripts.end("d/hook");
        await(progress);
    }

    @Test
    void it_uses_up_no_retry() throws Exception {
        shortages.set(3);
        house.plan(starved("hook", new Policy(Policy.Concurrency.ORDERED, 1, true)));
        DeliveryProgress progress = house.accept(push("d"));
        for (int start = 0; start < 3; start++) {
            awaitPostponed(1);
            house.timer.timePasses();
        }
        house.scripts.end("d/hook", Scripts.BAD);
        Awaitility.await().until(() -> house.timer.delays().size() == 1);
        house.scripts.end("d/hook");
        house.timer.timePasses();
        assertThat(await(progress)).extracting(DeliveryProgress.Ended::outcome).containsExactly(Scripts.GOOD);
        assertThat(house.scripts.attempts()).containsExactly(1, 2);
    }

    @Test
    void it_keeps_its_place_in_the_order_and_takes_none_among_those_that_run() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        house.plan(starved("hook", ORDERED));
        shortages.set(1);
        DeliveryProgress first = house.accept(push("first"));
        awaitPostponed(1);
        DeliveryProgress second = house.accept(push("second"));
        house.scripts.end("elsewhere/hook");
        await(house.accept(push("elsewhere", "other")));
        assertThat(house.scripts.starts()).containsExactly("elsewhere/hook");
        house.scripts.end("first/hook");
        house.scripts.end("second/hook");
        house.timer.timePasses();
        await(first);
        await(second);
        assertThat(house.scripts.starts()).containsExactly("elsewhere/hook", "first/hook", "second/hook");
    }

    @Test
    void the_pause_grows_and_stays_short() throws Exception {
        shortages.set(8);
        house.plan(starved("hook", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        Duration last = Duration.ZERO;
        for (int start = 0; start < 8; start++) {
            awaitPostponed(1);
            last = house.timer.delays().get(0);
            house.timer.timePasses();
        }
        assertThat(last).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        house.scripts.end("d/hook");
        await(progress);
    }

    @Test
    void a_shortage_of_memory_before_the_start_is_one_too() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        house.plan(Scripts.of("hook", ORDERED, (name, context) -> {
            if (starts.getAndIncrement() == 0) {
                throw new OutOfMemoryError("told");
            }
            return Scripts.GOOD;
        }));
        DeliveryProgress progress = house.accept(push("d"));
        awaitPostponed(1);
        house.timer.timePasses();
        assertThat(await(progress)).extracting(DeliveryProgress.Ended::outcome).containsExactly(Scripts.GOOD);
    }

    @Test
    void it_can_be_cancelled_and_ends_the_shortage_then() throws Exception {
        shortages.set(Integer.MAX_VALUE);
        house.plan(starved("hook", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        awaitPostponed(1);
        house.cancel("d");
        assertThat(await(progress))
                .extracting(ended -> ended.outcome().ending())
                .containsExactly(Ending.CANCELLED);
        assertThat(house.dispatch.shortage()).isEmpty();
    }

    @Test
    void it_waits_across_a_death_and_is_no_suspect() throws Exception {
        shortages.set(1);
        house.plan(starved("hook", ORDERED));
        DeliveryProgress unused = house.accept(push("d"));
        awaitPostponed(1);
        Awaitility.await().until(() -> house.detail("d").actions().get(0).state() == ActionState.WAITING);
        Path killed = house.killed(folder.resolve("killed"));
        assertThat(unused.soFar()).isEmpty();
        house.abandon();
        house = new DispatchFixture(killed);
        house.begin();
        house.timer.timePasses();
        house.scripts.end("d/hook");
        Awaitility.await().until(() -> house.state("d") == DeliveryState.SUCCEEDED);
        assertThat(house.scripts.attempts()).containsExactly(1);
    }

    @Test
    void a_lack_of_threads_is_over_by_itself() throws Exception {
        ShortageLog told = new ShortageLog();
        ToldTimer timer = new ToldTimer();
        List<String> ran = new CopyOnWriteArrayList<>();
        AtomicInteger refusals = new AtomicInteger(2);
        WorkerPool workers = new WorkerPool(
                "delivery", () -> 4, work -> ran.add(work.delivery().id()), told, timer, task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(task);
                });
        workers.ready(work("one"));
        workers.ready(work("two"));
        assertThat(told.trouble()).hasValueSatisfying(words -> assertThat(words).contains("thread"));
        assertThat(timer.delays()).hasSize(1);
        timer.timePasses();
        Awaitility.await().until(() -> ran.size() == 2);
        assertThat(told.trouble()).isEmpty();
        timer.shutdownNow();
    }

    private static DeliveryRun work(String id) {
        return DeliveryRun.awaited(new Entry(new Hold(1, 1), push(id), 1, List.of()), List.of(), Optional.empty());
    }

    @Test
    void a_hook_that_ran_when_the_server_failed_is_lost_and_not_told_as_one_that_never_started() throws Exception {
        Outcome lost = Outcome.without(Ending.LOST, null, "out of memory");
        house.plan(Scripts.of("hook", ORDERED, (name, context) -> lost));
        assertThat(await(house.accept(push("d"))))
                .extracting(DeliveryProgress.Ended::outcome)
                .containsExactly(lost);
        assertThat(house.state("d")).isEqualTo(DeliveryState.FAILED);
    }
}
