package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.LATEST;
import static dev.jenvoy.dispatch.DispatchFixture.NOON;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.WaitReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions that wait for a newer delivery, which takes their place. */
@Timeout(60)
final class DebounceTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder);
        scripts = house.scripts;
        house.plan(new Debounced(scripts.held("hook", LATEST), HALF_A_MINUTE));
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    /** Another action that waits first. */
    private record Debounced(Action action, Duration debounce) implements Action {

        @Override
        public String kind() {
            return action.kind();
        }

        @Override
        public String name() {
            return action.name();
        }

        @Override
        public Policy policy() {
            return action.policy();
        }

        @Override
        public Outcome run(Context context) throws ShortageException, InterruptedException {
            return action.run(context);
        }
    }

    private void awaitPauses(Duration... pauses) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> house.timer.delays().equals(List.of(pauses)));
    }

    @Test
    void it_starts_when_its_time_has_passed() throws Exception {
        DeliveryProgress one = house.accept(push("one"));
        awaitPauses(HALF_A_MINUTE);
        assertThat(scripts.starts()).isEmpty();
        assertThat(house.begun().waitReason(house.entry("one")))
                .contains(new WaitReason.Debounce(NOON.plus(HALF_A_MINUTE)));

        house.timer.timePasses();
        scripts.end("one/hook");
        assertThat(await(one).get(0).outcome().ending()).isEqualTo(Ending.EXITED);
    }

    @Test
    void a_newer_one_takes_its_place_at_once_and_waits_itself() throws Exception {
        DeliveryProgress one = house.accept(push("one"));
        awaitPauses(HALF_A_MINUTE);
        DeliveryProgress two = house.accept(push("two"));

        assertThat(await(one).get(0).outcome().ending()).isEqualTo(Ending.SUPERSEDED);
        awaitPauses(HALF_A_MINUTE, HALF_A_MINUTE);
        assertThat(scripts.starts()).isEmpty();
        house.timer.timePasses();
        scripts.end("two/hook");
        assertThat(await(two).get(0).outcome().ending()).isEqualTo(Ending.EXITED);
        assertThat(scripts.starts()).containsExactly("two/hook");
    }

    @Test
    void a_storm_of_deliveries_takes_no_room_and_runs_once() throws Exception {
        DeliveryProgress last = house.accept(push("d0"));
        for (int at = 1; at < 50; at++) {
            DeliveryProgress before = last;
            last = house.accept(push("d" + at));
            assertThat(await(before).get(0).outcome().ending()).isEqualTo(Ending.SUPERSEDED);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> house.begun()
                        .waitReason(house.entry("d49"))
                        .equals(Optional.of(new WaitReason.Debounce(NOON.plus(HALF_A_MINUTE)))));
        house.timer.timePasses();
        scripts.end("d49/hook");
        await(last);
        assertThat(scripts.starts()).containsExactly("d49/hook");
    }

    @Test
    void one_of_another_queue_does_not_matter() throws Exception {
        DeliveryProgress site = house.accept(push("one", "site"));
        DeliveryProgress shop = house.accept(push("two", "shop"));
        awaitPauses(HALF_A_MINUTE, HALF_A_MINUTE);
        house.timer.timePasses();
        scripts.openAll();
        await(site);
        await(shop);
        assertThat(scripts.starts()).containsExactlyInAnyOrder("one/hook", "two/hook");
    }

    @Test
    void one_that_runs_is_finished_and_the_newest_waits_for_its_end() throws Exception {
        DeliveryProgress one = house.accept(push("one"));
        awaitPauses(HALF_A_MINUTE);
        house.timer.timePasses();
        scripts.awaitStart("one/hook");
        DeliveryProgress two = house.accept(push("two"));
        awaitPauses(HALF_A_MINUTE);
        house.timer.timePasses();
        assertThat(scripts.began("two/hook")).isFalse();
        scripts.end("one/hook");
        await(one);
        scripts.end("two/hook");
        await(two);
        assertThat(scripts.starts()).containsExactly("one/hook", "two/hook");
    }

    @Test
    void a_cancelled_one_ends_at_once() throws Exception {
        DeliveryProgress one = house.accept(push("one"));
        awaitPauses(HALF_A_MINUTE);
        house.cancel("one");
        assertThat(await(one).get(0).outcome().ending()).isEqualTo(Ending.CANCELLED);
        assertThat(scripts.starts()).isEmpty();
    }

    @Test
    void the_time_counts_from_the_acceptance_also_behind_another_action() throws Exception {
        house.plan(scripts.held("first", ORDERED), new Debounced(scripts.held("hook", LATEST), HALF_A_MINUTE));
        DeliveryProgress old = house.accept(receivedBefore("old", Duration.ofMinutes(1)));
        scripts.end("old/first");
        scripts.end("old/hook");
        await(old);
        assertThat(house.timer.delays()).isEmpty();
        assertThat(scripts.starts()).containsExactly("old/first", "old/hook");
    }

    @Test
    void a_clock_that_was_set_back_makes_no_wait_longer() throws Exception {
        house.accept(receivedBefore("future", Duration.ofHours(-5)));
        awaitPauses(HALF_A_MINUTE);
        house.timer.timePasses();
        scripts.awaitStart("future/hook");
    }

    private static Delivery receivedBefore(String id, Duration ago) {
        Delivery delivery = push(id);
        return new Delivery(delivery.key(), delivery.facts(), delivery.payload(), delivery.digest(), NOON.minus(ago));
    }
}
