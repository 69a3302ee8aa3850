package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.schedule.Backoff;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.DeliveryState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When and how often a failed hook is tried again. */
@Timeout(60)
final class RetriesTest {

    private static final Policy TWICE = new Policy(Policy.Concurrency.ORDERED, 2, true);

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        scripts = house.scripts;
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private void awaitBackoff() {
        Awaitility.await().until(() -> house.timer.delays().size() == 1);
    }

    @Test
    void a_failed_hook_is_tried_again_before_the_next_hook_with_growing_pauses() throws Exception {
        house.plan(scripts.held("a", TWICE), scripts.held("b", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        List<Duration> pauses = new ArrayList<>();
        for (int failure = 0; failure < 2; failure++) {
            scripts.end("d/a", Scripts.BAD);
            awaitBackoff();
            pauses.addAll(house.timer.delays());
            assertThat(progress.soFar()).isEmpty();
            assertThat(scripts.began("d/b")).isFalse();
            house.timer.timePasses();
        }
        scripts.end("d/a");
        scripts.end("d/b");
        assertThat(await(progress))
                .allSatisfy(ended -> assertThat(ended.outcome().returncode()).isZero());
        assertThat(scripts.starts()).containsExactly("d/a", "d/a", "d/a", "d/b");
        assertThat(scripts.attempts()).containsExactly(1, 2, 3, 1);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
        assertThat(house.detail("d").actions().get(0).runs()).hasSize(3);
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void a_hook_that_fails_to_the_last_has_its_last_outcome_and_the_next_hook_runs() throws Exception {
        house.plan(scripts.held("a", TWICE), scripts.held("b", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        scripts.end("d/b");
        for (int failure = 0; failure < 2; failure++) {
            scripts.end("d/a", Scripts.BAD);
            awaitBackoff();
            house.timer.timePasses();
        }
        scripts.end("d/a", Scripts.BAD);
        assertThat(await(progress))
                .extracting(ended -> ended.outcome().returncode())
                .containsExactly(1, 0);
        assertThat(house.state("d")).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void what_waits_to_be_tried_again_keeps_its_place_and_holds_no_thread() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        house.plan("hook", TWICE);
        DeliveryProgress first = house.accept(push("first"));
        scripts.end("first/hook", Scripts.BAD);
        awaitBackoff();
        DeliveryProgress second = house.accept(push("second"));
        DeliveryProgress other = house.accept(push("other", "shop"));
        scripts.end("other/hook");
        await(other);
        house.timer.timePasses();
        scripts.end("first/hook");
        scripts.end("second/hook");
        await(first);
        await(second);
        assertThat(scripts.starts()).containsExactly("first/hook", "other/hook", "first/hook", "second/hook");
    }

    @Test
    void a_hook_cancelled_while_it_waits_to_be_tried_again_ends_at_once() throws Exception {
        house.plan("hook", TWICE);
        DeliveryProgress progress = house.accept(push("d"));
        scripts.end("d/hook", Scripts.BAD);
        awaitBackoff();
        house.cancel("d");
        assertThat(await(progress).get(0).outcome().ending()).isEqualTo(Ending.CANCELLED);
        house.timer.timePasses();
        assertThat(scripts.starts()).hasSize(1);
        assertThat(house.state("d")).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void a_hook_that_fails_while_it_is_cancelled_is_not_tried_again() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        house.plan(Scripts.of("hook", TWICE, (name, context) -> {
            context.onCancel(cancelled::countDown);
            runs.countDown();
            cancelled.await();
            // It handled the signal itself, and says that it failed.
            return Scripts.BAD;
        }));
        DeliveryProgress progress = house.accept(push("d"));
        runs.await();
        house.cancel("d");
        await(progress);
        assertThat(house.timer.delays()).isEmpty();
        assertThat(house.state("d")).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void pauses_double_up_to_a_minute_and_have_a_random_part() {
        Backoff backoff = new Backoff(new Random(3));
        List<Duration> sixth = new ArrayList<>();
        for (int again = 0; again < 100; again++) {
            assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            assertThat(backoff.after(100)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
            sixth.add(backoff.after(6));
        }
        assertThat(sixth.stream().distinct().count()).isGreaterThan(50);
    }
}
