package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries that another server has taken over: nothing of them is started here or said of their end. */
@Timeout(60)
final class TakenOverTest {

    @TempDir
    Path folder;

    private DispatchFixture house;
    private TakenOverJournal journal;

    @BeforeEach
    void open() throws Exception {
        AtomicReference<TakenOverJournal> wrapped = new AtomicReference<>();
        house = new DispatchFixture(folder.resolve("data"), around -> wrap(around, wrapped));
        journal = wrapped.get();
        house.plan(house.scripts.held("first", ORDERED), house.scripts.held("second", ORDERED));
    }

    private static Journal wrap(Journal around, AtomicReference<TakenOverJournal> wrapped) {
        wrapped.set(new TakenOverJournal(around));
        return wrapped.get();
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private static CompletableFuture<?> end(DeliveryProgress progress) {
        return progress.all().toCompletableFuture();
    }

    @Test
    void a_later_action_is_not_started_and_the_queue_goes_on() throws Exception {
        DeliveryProgress lost = house.accept(push("a"));
        house.scripts.awaitStart("a/first");
        DeliveryProgress next = house.accept(push("b"));

        journal.takeOver(lost.number());
        house.scripts.end("a/first");

        house.scripts.awaitStart("b/first");
        assertThat(house.scripts.starts()).doesNotContain("a/second");
        assertThat(end(lost)).isNotDone();
        house.scripts.end("b/first");
        house.scripts.end("b/second");
        assertThat(await(next)).hasSize(2);
        Awaitility.await().until(() -> house.dispatch.queues() == 0);
    }

    @Test
    void the_end_of_the_last_action_is_not_told_and_changes_nothing() throws Exception {
        DeliveryProgress lost = house.accept(push("a"));
        house.scripts.end("a/first");
        house.scripts.awaitStart("a/second");

        journal.takeOver(lost.number());
        house.scripts.end("a/second");

        Awaitility.await().until(() -> house.dispatch.queues() == 0);
        assertThat(end(lost)).isNotDone();
        assertThat(house.state("a")).isEqualTo(DeliveryState.RUNNING);
    }

    @Test
    void a_pause_before_the_next_attempt_ends_without_one() throws Exception {
        house.plan(delivery -> List.of());
        house.messages.tell("dev");
        house.submit(push("a"));
        house.messages.awaitAttempts(1);
        house.messages.end(
                "a/dev", Outcome.failed("busy", new RetryAdvice.NotBefore(DispatchFixture.NOON.plusSeconds(5))));
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());

        journal.takeOver(house.entry("a"));
        house.timer.timePasses();

        Awaitility.await().until(() -> house.dispatch.queues() == 0);
        assertThat(house.messages.begun()).containsExactly("a/dev");
    }

    @Test
    void the_same_delivery_joins_the_one_that_runs_elsewhere_without_its_output() throws Exception {
        DeliveryProgress lost = house.accept(push("a"));
        house.scripts.awaitStart("a/first");
        journal.takeOver(lost.number());
        house.scripts.end("a/first");
        Awaitility.await().until(() -> house.dispatch.queues() == 0);

        DeliveryProgress joined = house.accept(push("a"));

        assertThat(joined.number()).isEqualTo(lost.number());
        assertThat(joined.soFar()).isEmpty();
        assertThat(end(joined)).isNotDone();
        assertThat(house.scripts.starts()).containsExactly("a/first");
    }
}
