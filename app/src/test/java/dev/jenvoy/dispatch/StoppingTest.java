package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.journal.DeliveryState;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop in good order, and the start after it. */
@Timeout(60)
final class StoppingTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Policy FAILS = new Policy(Policy.Concurrency.ORDERED, 0, false);

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        scripts = house.scripts;
    }

    private DispatchFixture next() throws Exception {
        return new DispatchFixture(folder.resolve("data"));
    }

    @Test
    void of_several_that_were_cut_short_twice_one_runs_at_a_time_so_that_the_one_that_restarts_is_found()
            throws Exception {
        house.plan("hook", ORDERED);
        house.accept(push("first", "site"));
        house.accept(push("second", "other"));
        for (int stop = 0; stop < 2; stop++) {
            house.scripts.awaitStart("first/hook");
            house.scripts.awaitStart("second/hook");
            house.stop(Duration.ZERO, LONG);
            house = next();
            house.begin();
        }
        house.scripts.awaitStart("first/hook");
        house.stop(Duration.ZERO, LONG);
        assertThat(house.scripts.starts()).containsExactly("first/hook");

        house = next();
        house.begin();
        assertThat(house.dispatch.setAside())
                .singleElement()
                .asString()
                .contains("delivery first was set aside", "stopped 3 times", "hook");
        house.scripts.awaitStart("second/hook");
        house.scripts.end("second/hook");
        Awaitility.await().until(() -> house.state("second") == DeliveryState.SUCCEEDED);
        assertThat(house.state("first")).isEqualTo(DeliveryState.SET_ASIDE);
        house.abandon();
    }

    @Test
    void a_hook_that_runs_may_finish_and_nothing_else_begins() throws Exception {
        house.plan(scripts.held("a", ORDERED), scripts.held("b", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        scripts.awaitStart("d/a");
        house.accept(push("waits"));
        Dispatcher dispatcher = house.begun();
        Thread stop = new Thread(() -> {
            try {
                house.stop(LONG, Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stop.start();
        Awaitility.await().until(() -> dispatcher.trouble().isPresent());
        assertThat(dispatcher
                        .submit(push("late"), java.util.Map.of())
                        .toCompletableFuture()
                        .get())
                .isInstanceOf(Submission.Unavailable.class);
        scripts.end("d/a");
        stop.join();
        assertThat(progress.all().toCompletableFuture()).isNotDone();
        assertThat(scripts.log()).containsExactly("+d/a", "-d/a");

        DispatchFixture next = next();
        next.begin();
        DeliveryProgress rest = next.accept(push("d"));
        DeliveryProgress waited = next.accept(push("waits"));
        next.scripts.end("d/b");
        next.scripts.end("waits/a");
        next.scripts.end("waits/b");
        await(rest);
        await(waited);
        assertThat(next.scripts.starts()).contains("d/b", "waits/a", "waits/b").doesNotContain("d/a");
        assertThat(next.detail("d").actions().get(0).runs()).hasSize(1);
        next.abandon();
    }

    @Test
    void a_hook_that_runs_too_long_is_ended_and_runs_again_after_the_next_start() throws Exception {
        house.accept(push("d"));
        scripts.awaitStart("d/hook");
        house.stop(Duration.ZERO, LONG);

        DispatchFixture next = next();
        next.begin();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/hook");
        await(again);
        assertThat(next.scripts.attempts()).containsExactly(2);
        assertThat(next.detail("d").actions().get(0).runs())
                .extracting(run -> run.outcome().orElseThrow().ending())
                .containsExactly(Ending.INTERRUPTED, Ending.EXITED);
        assertThat(next.scripts.survivorsEnded()).as("it had ended").isEmpty();
        next.abandon();
    }

    @Test
    void a_hook_that_is_not_to_be_rerun_is_recorded_as_interrupted_and_so_is_its_delivery() throws Exception {
        house.plan("hook", FAILS);
        DeliveryProgress progress = house.accept(push("d"));
        scripts.awaitStart("d/hook");
        house.stop(Duration.ZERO, LONG);
        assertThat(await(progress).get(0).outcome().ending()).isEqualTo(Ending.INTERRUPTED);

        DispatchFixture next = next();
        next.begin();
        assertThat(next.state("d")).isEqualTo(DeliveryState.FAILED);
        assertThat(next.detail("d")
                        .actions()
                        .get(0)
                        .runs()
                        .get(0)
                        .outcome()
                        .orElseThrow()
                        .ending())
                .isEqualTo(Ending.INTERRUPTED);
        assertThat(next.scripts.starts()).isEmpty();
        next.abandon();
    }

    @Test
    void after_a_hook_that_is_not_to_be_rerun_the_rest_of_its_delivery_runs_at_the_next_start() throws Exception {
        house.plan(scripts.held("a", FAILS), scripts.held("b", ORDERED));
        house.accept(push("d"));
        scripts.awaitStart("d/a");
        house.stop(Duration.ZERO, LONG);

        DispatchFixture next = next();
        next.scripts.end("d/b");
        next.begin();
        Awaitility.await().until(() -> next.state("d") == DeliveryState.FAILED);
        assertThat(next.scripts.starts()).containsExactly("d/b");
        next.abandon();
    }

    @Test
    void a_hook_that_waits_to_be_tried_again_is_tried_after_the_next_start() throws Exception {
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 3, true));
        house.accept(push("d"));
        scripts.end("d/hook", Scripts.BAD);
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        house.stop(Duration.ZERO, LONG);

        DispatchFixture next = next();
        next.begin();
        assertThat(next.timer.delays()).hasSize(1);
        assertThat(next.scripts.starts()).isEmpty();
        next.timer.timePasses();
        DeliveryProgress again = next.accept(push("d"));
        next.scripts.end("d/hook");
        await(again);
        assertThat(next.scripts.attempts()).containsExactly(2);
        next.abandon();
    }

    @Test
    void an_orderly_stop_makes_no_suspects() throws Exception {
        house.accept(push("one", "site"));
        house.accept(push("two", "shop"));
        scripts.awaitStart("one/hook");
        scripts.awaitStart("two/hook");
        house.stop(Duration.ZERO, LONG);

        DispatchFixture next = next();
        next.begin();
        next.scripts.awaitStart("one/hook");
        next.scripts.awaitStart("two/hook");
        next.abandon();
    }

    @Test
    void an_action_that_does_not_end_holds_up_the_stop_no_longer_than_told() throws Exception {
        house.plan(Scripts.of("deaf", ORDERED, (name, context) -> {
            context.onCancel(() -> {});
            return scripts.held(name, ORDERED).run(new Deaf(context));
        }));
        house.accept(push("d"));
        scripts.awaitStart("d/deaf");
        long began = System.nanoTime();
        house.stop(Duration.ofMillis(50), Duration.ofMillis(50));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);

        DispatchFixture next = next();
        next.begin();
        next.scripts.awaitStart("d/deaf");
        assertThat(next.scripts.survivorsEnded()).containsExactly("deaf after 0 lines");
        next.abandon();
    }

    /** Hears no cancelling. */
    private record Deaf(dev.jenvoy.delivery.Context context) implements dev.jenvoy.delivery.Context {
        @Override
        public String key() {
            return context.key();
        }

        @Override
        public long entry() {
            return context.entry();
        }

        @Override
        public int redelivery() {
            return context.redelivery();
        }

        @Override
        public long fence() {
            return context.fence();
        }

        @Override
        public boolean inDoubt() {
            return context.inDoubt();
        }

        @Override
        public java.util.List<Earlier> earlier() {
            return context.earlier();
        }

        @Override
        public dev.jenvoy.delivery.Delivery delivery() {
            return context.delivery();
        }

        @Override
        public int attempt() {
            return context.attempt();
        }

        @Override
        public String token() {
            return context.token();
        }

        @Override
        public void started() {
            context.started();
        }

        @Override
        public dev.jenvoy.delivery.output.OutputSink output(long most) {
            return context.output(most);
        }

        @Override
        public void onCancel(Runnable ending) {
            // Deaf.
        }
    }
}
