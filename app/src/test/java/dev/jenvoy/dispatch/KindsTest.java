package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.delivery;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which kinds of actions are asked for a plan. */
@Timeout(60)
final class KindsTest {

    @TempDir
    Path folder;

    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private static Delivery deletion(String id) {
        Facts facts = new Facts(
                new Event("push"),
                null,
                new Owner("acme"),
                new Repository("site"),
                new RefName("main"),
                null,
                "refs/heads/main",
                null,
                "octo",
                null,
                true);
        return delivery(id, facts, "{\"id\":\"" + id + "\"}");
    }

    @Test
    void an_action_sees_the_outcomes_before_it_and_keeps_its_key_over_attempts() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        List<Context.Earlier> seen = new CopyOnWriteArrayList<>();
        house.plan(
                Scripts.of("a", ORDERED, (name, context) -> {
                    keys.add(context.key());
                    return Scripts.BAD;
                }),
                Scripts.of("b", new Policy(Policy.Concurrency.ORDERED, 1, true), (name, context) -> {
                    keys.add(context.key());
                    seen.addAll(context.earlier());
                    return context.attempt() == 1 ? Scripts.BAD : Scripts.GOOD;
                }));
        DeliveryProgress progress = house.accept(push("d"));
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        house.timer.timePasses();
        await(progress);

        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.get(2)).isNotEqualTo(keys.get(0)).matches("[0-9a-f]{64}");
        assertThat(seen)
                .containsExactly(
                        new Context.Earlier("script", "a", Scripts.BAD),
                        new Context.Earlier("script", "a", Scripts.BAD));
    }

    @Test
    void an_action_that_must_never_be_tried_again_is_not() throws Exception {
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 3, true));
        house.scripts.end("d/hook", Scripts.BAD.with(new RetryAdvice.Never()));

        assertThat(await(house.accept(push("d")))).hasSize(1);
        assertThat(house.scripts.attempts()).containsExactly(1);
    }

    @Test
    void an_action_that_was_asked_to_wait_has_not_failed_and_keeps_its_retries() throws Exception {
        Outcome asked = Scripts.BAD.with(new RetryAdvice.At(DispatchFixture.NOON.plusMillis(100)));
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 1, true));
        DeliveryProgress progress = house.accept(push("d"));
        for (int time = 0; time < 3; time++) {
            house.scripts.end("d/hook", asked);
            Awaitility.await().until(() -> !house.timer.delays().isEmpty());
            assertThat(house.timer.delays()).containsExactly(Duration.ofMillis(100));
            house.timer.timePasses();
        }
        house.scripts.end("d/hook", Scripts.BAD);
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        assertThat(house.timer.delays().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        house.timer.timePasses();
        house.scripts.end("d/hook");

        assertThat(await(progress).get(0).outcome()).isEqualTo(Scripts.GOOD);
    }

    @Test
    void an_action_is_not_tried_again_before_the_time_that_it_gave() throws Exception {
        Instant earliest = DispatchFixture.NOON.plusSeconds(3_600);
        house.plan("hook", new Policy(Policy.Concurrency.ORDERED, 1, true));
        house.scripts.end("d/hook", Scripts.BAD.with(new RetryAdvice.NotBefore(earliest)));
        DeliveryProgress progress = house.accept(push("d"));

        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        assertThat(house.timer.delays()).containsExactly(Duration.ofHours(1));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(house.detail("d").actions().get(0).due()).contains(earliest));
        house.scripts.end("d/hook");
        house.timer.timePasses();
        assertThat(await(progress).get(0).outcome()).isEqualTo(Scripts.GOOD);
    }

    @Test
    void a_deletion_is_skipped_where_no_kind_asks_for_deletions() throws Exception {
        assertThat(house.submit(deletion("d"))).isInstanceOf(Submission.Skipped.class);
        assertThat(house.scripts.starts()).isEmpty();
    }

    @Test
    void a_deletion_reaches_the_kind_that_asks_for_deletions() throws Exception {
        house.scripts.planDeletions();
        house.scripts.end("d/hook");

        DeliveryProgress progress = house.accept(deletion("d"));

        assertThat(await(progress)).hasSize(1);
        assertThat(house.scripts.starts()).containsExactly("d/hook");
    }

    @Test
    void a_deletion_for_which_the_kind_plans_nothing_is_skipped() throws Exception {
        house.scripts.planDeletions();
        house.plan(delivery -> List.of());

        assertThat(house.submit(deletion("d"))).isInstanceOf(Submission.Skipped.class);
    }
}
