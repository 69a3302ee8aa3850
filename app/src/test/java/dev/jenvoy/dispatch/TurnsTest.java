package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.EXCLUSIVE;
import static dev.jenvoy.dispatch.DispatchFixture.LATEST;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.PARALLEL;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.pull;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.DeliveryState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In which order and how far beside each other actions run. */
@Timeout(60)
final class TurnsTest {

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

    @Test
    void ordered_runs_of_one_ref_keep_the_order_of_acceptance_under_concurrency() throws Exception {
        Dispatcher dispatcher = house.begin();
        List<CompletableFuture<Submission>> submitted = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int from = sender * 25;
            Thread thread = new Thread(() -> {
                for (int at = from; at < from + 25; at++) {
                    var stage = dispatcher.submit(push("d" + at), java.util.Map.of());
                    synchronized (submitted) {
                        submitted.add(stage.toCompletableFuture());
                    }
                }
            });
            thread.start();
            senders.add(thread);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        scripts.openAll();
        for (CompletableFuture<Submission> one : submitted) {
            await(((Submission.Accepted) one.get()).progress());
        }
        List<String> log = scripts.log();
        assertThat(log).hasSize(200);
        List<Long> entries = new ArrayList<>();
        for (int at = 0; at < log.size(); at += 2) {
            String run = log.get(at).substring(1);
            assertThat(log.get(at)).isEqualTo("+" + run);
            assertThat(log.get(at + 1)).as("no other runs beside it").isEqualTo("-" + run);
            entries.add(house.entry(run.substring(0, run.indexOf('/'))));
        }
        assertThat(entries).isSorted();
    }

    @Test
    void a_hung_hook_of_one_repository_delays_no_other_and_those_that_wait_for_it_take_no_place() throws Exception {
        house.settings.set(new DispatchOptions(2, 1000));
        house.accept(push("hung", "site"));
        scripts.awaitStart("hung/hook");
        for (int at = 0; at < 20; at++) {
            house.accept(push("waits" + at, "site"));
        }
        DeliveryProgress other = house.accept(push("other", "shop"));
        scripts.end("other/hook");
        await(other);
        assertThat(scripts.starts()).containsExactly("hung/hook", "other/hook");
    }

    @Test
    void pull_requests_are_ordered_by_their_number() throws Exception {
        house.accept(pull("one", 1));
        scripts.awaitStart("one/hook");
        DeliveryProgress again = house.accept(pull("again", 1));
        DeliveryProgress two = house.accept(pull("two", 2));
        scripts.end("two/hook");
        await(two);
        assertThat(scripts.began("again/hook")).isFalse();
        scripts.end("one/hook");
        scripts.end("again/hook");
        await(again);
        assertThat(scripts.log()).containsSubsequence("-one/hook", "+again/hook");
    }

    @Test
    void an_exclusive_hook_never_runs_twice_at_once_whatever_the_repository() throws Exception {
        house.plan("hook", EXCLUSIVE);
        List<DeliveryProgress> all = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            all.add(house.accept(push("d" + at, "site" + at)));
        }
        scripts.openAll();
        for (DeliveryProgress one : all) {
            await(one);
        }
        List<String> log = scripts.log();
        assertThat(log).hasSize(60);
        for (int at = 0; at < log.size(); at += 2) {
            assertThat(log.get(at + 1)).isEqualTo("-" + log.get(at).substring(1));
        }
    }

    @Test
    void an_exclusive_hook_is_not_held_up_by_a_delivery_that_hangs_before_it() throws Exception {
        house.plan(scripts.held("first", ORDERED), scripts.held("second", EXCLUSIVE));
        house.accept(push("hung", "site"));
        scripts.awaitStart("hung/first");
        DeliveryProgress other = house.accept(push("other", "shop"));
        scripts.end("other/first");
        scripts.end("other/second");
        await(other);
    }

    @Test
    void parallel_runs_of_one_ref_overlap() throws Exception {
        house.plan("hook", PARALLEL);
        house.accept(push("one"));
        house.accept(push("two"));
        scripts.awaitStart("one/hook");
        scripts.awaitStart("two/hook");
    }

    @Test
    void of_those_that_wait_for_a_latest_hook_only_the_newest_runs_and_the_others_are_answered_at_once()
            throws Exception {
        house.plan("hook", LATEST);
        DeliveryProgress running = house.accept(push("running"));
        scripts.awaitStart("running/hook");
        List<DeliveryProgress> overtaken = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            overtaken.add(house.accept(push("old" + at)));
        }
        DeliveryProgress newest = house.accept(push("newest"));
        for (DeliveryProgress one : overtaken) {
            assertThat(await(one)).singleElement().satisfies(ended -> {
                assertThat(ended.outcome().ending()).isEqualTo(Ending.SUPERSEDED);
                assertThat(ended.outcome().returncode()).isNull();
                assertThat(ended.outcome().error()).isNotBlank();
            });
        }
        assertThat(house.state("old0")).isEqualTo(DeliveryState.SUPERSEDED);
        scripts.end("running/hook");
        scripts.end("newest/hook");
        assertThat(await(newest))
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome().returncode()).isZero());
        await(running);
        assertThat(scripts.log()).containsExactly("+running/hook", "-running/hook", "+newest/hook", "-newest/hook");
        assertThat(house.state("newest")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void a_latest_hook_of_another_ref_is_superseded_by_nothing() throws Exception {
        house.plan("hook", LATEST);
        house.accept(push("site", "site"));
        scripts.awaitStart("site/hook");
        DeliveryProgress waits = house.accept(push("waits", "site"));
        DeliveryProgress shop = house.accept(push("shop", "shop"));
        scripts.end("shop/hook");
        await(shop);
        scripts.end("site/hook");
        scripts.end("waits/hook");
        assertThat(await(waits).get(0).outcome().returncode()).isZero();
    }

    @Test
    void a_latest_hook_that_waits_to_be_tried_again_is_not_overtaken() throws Exception {
        house.plan("hook", new Policy(Policy.Concurrency.LATEST, 1, true));
        DeliveryProgress first = house.accept(push("first"));
        scripts.end("first/hook", Scripts.BAD);
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        DeliveryProgress second = house.accept(push("second"));
        house.timer.timePasses();
        scripts.end("first/hook");
        assertThat(await(first).get(0).outcome().returncode()).isZero();
        scripts.end("second/hook");
        assertThat(await(second).get(0).outcome().returncode()).isZero();
        assertThat(scripts.starts()).containsExactly("first/hook", "first/hook", "second/hook");
    }

    @Test
    void a_delivery_with_a_superseded_hook_is_superseded_unless_another_failed() throws Exception {
        house.plan(scripts.held("hook", LATEST), scripts.held("other", PARALLEL));
        DeliveryProgress first = house.accept(push("first"));
        scripts.awaitStart("first/hook");
        DeliveryProgress well = house.accept(push("well"));
        DeliveryProgress badly = house.accept(push("badly"));
        DeliveryProgress last = house.accept(push("last"));
        scripts.end("well/other");
        scripts.end("badly/other", Scripts.BAD);
        await(well);
        await(badly);
        assertThat(house.state("well")).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(house.state("badly")).isEqualTo(DeliveryState.FAILED);
        scripts.end("first/hook");
        scripts.end("first/other");
        scripts.end("last/hook");
        scripts.end("last/other");
        await(first);
        await(last);
        assertThat(house.state("last")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void an_ordered_hook_is_not_forgotten_when_one_before_it_is_superseded() throws Exception {
        // The policy of a hook was changed while deliveries waited for it.
        house.plan(scripts.held("before", PARALLEL), scripts.held("hook", LATEST));
        DeliveryProgress latest = house.accept(push("latest"));
        scripts.awaitStart("latest/before");
        house.plan("hook", ORDERED);
        DeliveryProgress ordered = house.accept(push("ordered"));
        house.plan("hook", LATEST);
        DeliveryProgress newest = house.accept(push("newest"));
        scripts.end("ordered/hook");
        await(ordered);
        scripts.end("newest/hook");
        await(newest);
        scripts.end("latest/before");
        assertThat(await(latest).get(1).outcome().ending()).isEqualTo(Ending.SUPERSEDED);
    }

    @Test
    void hooks_of_one_delivery_run_one_after_the_other_and_a_failed_one_stops_none() throws Exception {
        house.plan(scripts.held("a", ORDERED), scripts.held("b", EXCLUSIVE), scripts.held("c", PARALLEL));
        DeliveryProgress all = house.accept(push("d"));
        scripts.end("d/a", Scripts.BAD);
        scripts.end("d/b");
        scripts.end("d/c");
        assertThat(await(all)).extracting(DeliveryProgress.Ended::name).containsExactly("a", "b", "c");
        assertThat(scripts.log()).containsExactly("+d/a", "-d/a", "+d/b", "-d/b", "+d/c", "-d/c");
        assertThat(house.state("d")).isEqualTo(DeliveryState.FAILED);
    }
}
