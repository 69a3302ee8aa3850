package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.DeliveryState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A delivery that somebody cancels. */
@Timeout(60)
final class CancellingTest {

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
    void while_it_runs_its_hook_is_ended_and_none_of_the_others_begins() throws Exception {
        house.plan(scripts.held("a", new Policy(Policy.Concurrency.ORDERED, 5, true)), scripts.held("b", ORDERED));
        DeliveryProgress progress = house.accept(push("d"));
        scripts.awaitStart("d/a");
        house.cancel("d");
        assertThat(await(progress))
                .extracting(ended -> ended.outcome().ending())
                .containsExactly(Ending.CANCELLED, Ending.CANCELLED);
        assertThat(scripts.starts()).containsExactly("d/a");
        assertThat(house.state("d")).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void while_it_waits_for_its_turn_it_ends_at_once_and_holds_up_nobody() throws Exception {
        DeliveryProgress running = house.accept(push("running"));
        scripts.awaitStart("running/hook");
        DeliveryProgress cancelled = house.accept(push("cancelled"));
        DeliveryProgress behind = house.accept(push("behind"));
        house.cancel("cancelled");
        assertThat(await(cancelled).get(0).outcome().ending()).isEqualTo(Ending.CANCELLED);
        scripts.end("running/hook");
        scripts.end("behind/hook");
        await(running);
        await(behind);
        assertThat(scripts.starts()).containsExactly("running/hook", "behind/hook");
    }

    @Test
    void while_it_waits_for_a_place_it_never_begins() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        DeliveryProgress running = house.accept(push("running", "shop"));
        scripts.awaitStart("running/hook");
        DeliveryProgress cancelled = house.accept(push("cancelled"));
        house.cancel("cancelled");
        scripts.end("running/hook");
        await(running);
        assertThat(await(cancelled).get(0).outcome().ending()).isEqualTo(Ending.CANCELLED);
        assertThat(scripts.starts()).containsExactly("running/hook");
    }

    @Test
    void a_cancellation_recorded_before_a_death_holds_after_it() throws Exception {
        house.accept(push("running"));
        scripts.awaitStart("running/hook");
        house.accept(push("d"));
        house.settings.set(new DispatchOptions(1, 1000));
        house.journal.cancel(house.entry("running")).toCompletableFuture().get();
        DispatchFixture next = new DispatchFixture(house.killed(folder.resolve("next")));
        next.scripts.end("d/hook");
        // Once more for a run of its own: the delivery may have ended before it comes again, and then does not join.
        next.scripts.end("d/hook");
        Dispatcher dispatcher = next.begin();
        assertThat(dispatcher.trouble()).isEmpty();
        await(next.accept(push("d")));
        assertThat(next.scripts.starts()).contains("d/hook").doesNotContain("running/hook");
        next.abandon();
    }
}
