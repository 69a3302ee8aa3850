package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.EXCLUSIVE;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.PARALLEL;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.Journal;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Why a delivery waits. */
@Timeout(60)
final class WaitReasonTest {

    @TempDir
    Path folder;

    private final List<DispatchFixture> houses = new ArrayList<>();
    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        use(new DispatchFixture(folder.resolve("data")));
    }

    @AfterEach
    void close() throws Exception {
        for (DispatchFixture one : houses) {
            one.abandon();
        }
    }

    private void use(DispatchFixture next) {
        houses.add(next);
        house = next;
    }

    private Optional<WaitReason> reason(String id) {
        return house.begun().waitReason(house.entry(id));
    }

    private void awaitReason(String id, WaitReason expected) {
        Awaitility.await().untilAsserted(() -> assertThat(reason(id)).contains(expected));
    }

    @Test
    void a_delivery_that_runs_or_has_ended_waits_for_nothing() throws Exception {
        DeliveryProgress progress = house.accept(push("d"));
        house.scripts.awaitStart("d/hook");
        assertThat(reason("d")).isEmpty();
        house.scripts.end("d/hook");
        await(progress);
        assertThat(reason("d")).isEmpty();
        assertThat(house.begun().waitReason(4711)).isEmpty();
        assertThat(house.begun().waitReasons()).isEmpty();
    }

    @Test
    void all_workers_are_busy() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        house.accept(push("first"));
        house.scripts.awaitStart("first/hook");
        house.accept(push("d", "shop"));

        awaitReason("d", new WaitReason.NoWorker(1, 1));

        house.scripts.end("first/hook");
        house.scripts.awaitStart("d/hook");
        assertThat(reason("d")).isEmpty();
    }

    @Test
    void a_delivery_of_the_same_branch_runs() throws Exception {
        house.accept(push("first"));
        house.scripts.awaitStart("first/hook");
        house.accept(push("second"));
        house.accept(push("third"));

        WaitReason expected = new WaitReason.Predecessor(house.entry("first"), "hook of acme/site/main");
        awaitReason("second", expected);
        awaitReason("third", expected);
        assertThat(WaitReason.counts(house.begun().waitReasons()))
                .containsEntry("predecessor", 2)
                .containsEntry("no_worker", 0);

        house.scripts.end("first/hook");
        house.scripts.awaitStart("second/hook");
        awaitReason("third", new WaitReason.Predecessor(house.entry("second"), "hook of acme/site/main"));
    }

    @Test
    void an_exclusive_action_of_another_repository_runs() throws Exception {
        house.plan("hook", EXCLUSIVE);
        house.accept(push("first"));
        house.scripts.awaitStart("first/hook");
        house.accept(push("d", "shop"));

        awaitReason("d", new WaitReason.Predecessor(house.entry("first"), "hook"));
    }

    @Test
    void a_later_action_waits_for_the_earlier_one_of_its_delivery() throws Exception {
        house.plan(house.scripts.held("a", ORDERED), house.scripts.held("b", PARALLEL));
        house.accept(push("d"));
        house.scripts.awaitStart("d/a");

        long entry = house.entry("d");
        assertThat(house.begun().waitReason(entry, 0)).isEmpty();
        assertThat(house.begun().waitReason(entry, 1)).contains(new WaitReason.EarlierAction(0));
        assertThat(reason("d")).isEmpty();

        house.scripts.end("d/a");
        house.scripts.awaitStart("d/b");
        assertThat(house.begun().waitReason(entry, 0)).isEmpty();
        assertThat(house.begun().waitReason(entry, 1)).isEmpty();
    }

    @Test
    void a_failed_action_waits_to_be_tried_again() throws Exception {
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 1, true));
        house.accept(push("d"));
        house.scripts.end("d/hook", Scripts.BAD);

        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        Duration delay = house.timer.delays().get(0);
        assertThat(reason("d")).containsInstanceOf(WaitReason.RetryPause.class);
        WaitReason.RetryPause pause = (WaitReason.RetryPause) reason("d").orElseThrow();
        assertThat(pause.attempt()).isEqualTo(2);
        assertThat(Duration.between(DispatchFixture.NOON, pause.due())).isBetween(delay, delay.plusMillis(1));
    }

    @Test
    void the_machine_is_short_of_something() throws Exception {
        house.plan(Scripts.of("hook", ORDERED, (name, context) -> {
            throw new ShortageException("no descriptor left");
        }));
        house.accept(push("d"));

        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        assertThat(reason("d").orElseThrow()).isInstanceOfSatisfying(WaitReason.Shortage.class, shortage -> {
            assertThat(shortage.missing()).isEqualTo("no descriptor left");
            assertThat(shortage.until())
                    .hasValueSatisfying(until -> assertThat(until).isAfter(DispatchFixture.NOON));
        });
    }

    @Test
    void deliveries_that_ran_when_the_server_died_run_one_at_a_time() throws Exception {
        house.plan("hook", PARALLEL);
        for (String id : List.of("first", "second")) {
            house.accept(push(id));
            house.scripts.awaitStart(id + "/hook");
        }
        use(new DispatchFixture(house.killed(folder.resolve("killed"))));
        house.begin();

        house.scripts.awaitStart("first/hook");
        assertThat(reason("first")).isEmpty();
        assertThat(reason("second")).contains(new WaitReason.CrashIsolation(0));
        house.scripts.end("first/hook");
        house.scripts.awaitStart("second/hook");
        assertThat(reason("second")).isEmpty();
    }

    @Test
    void a_fault_of_the_server_keeps_it_until_the_next_start() throws Exception {
        use(new DispatchFixture(folder.resolve("faulty"), WaitReasonTest::withoutStarts));
        house.plan("hook", EXCLUSIVE);
        house.accept(push("d"));

        awaitReason("d", new WaitReason.NextStart("the server has a fault, see its log"));
        assertThat(WaitReason.counts(house.begun().waitReasons())).containsEntry("next_start", 1);
    }

    /** A journal that records no start. */
    private static Journal withoutStarts(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> method.getName().equals("started")
                        ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                        : method.invoke(journal, arguments));
    }

    @Test
    void every_word_of_a_delivery_is_counted() {
        List<WaitReason> reasons = List.of(
                new WaitReason.NoWorker(1, 1),
                new WaitReason.Predecessor(1, "hook"),
                new WaitReason.RetryPause(2, DispatchFixture.NOON),
                new WaitReason.Debounce(DispatchFixture.NOON),
                new WaitReason.CrashIsolation(1),
                new WaitReason.Shortage("memory", Optional.empty()),
                new WaitReason.NextStart("stopping"));

        assertThat(WaitReason.counts(List.of()).keySet())
                .isEqualTo(WaitReason.counts(reasons).keySet());
        assertThat(WaitReason.counts(reasons).values()).containsOnly(1);
    }

    @Test
    void a_thousand_waiting_deliveries_are_explained_in_a_moment() throws Exception {
        house.settings.set(new DispatchOptions(1, 5_000));
        house.accept(push("running"));
        house.scripts.awaitStart("running/hook");
        for (int at = 0; at < 1_000; at++) {
            house.accept(push("d" + at, at % 2 == 0 ? "site" : "shop" + at));
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(WaitReason.counts(house.begun().waitReasons()))
                        .containsEntry("no_worker", 1_000));
        long before = System.nanoTime();
        for (int scrape = 0; scrape < 100; scrape++) {
            assertThat(house.begun().waitReasons()).hasSize(1_000);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
}
