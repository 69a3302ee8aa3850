package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.dispatch.intake.Batch;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of senders that send again by themselves. */
@Timeout(60)
final class ResendingTest {

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        scripts = house.scripts;
        house.plan(scripts.held("a", ORDERED), scripts.held("b", ORDERED));
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private Submission again(Delivery delivery) throws Exception {
        return house.begun()
                .submitUnlessDone(delivery, new Batch(Map.of()))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    /** Whether it is recorded or only just about to be. */
    private static List<DeliveryProgress.Ended> outcomes(Submission submission) throws Exception {
        return submission instanceof Submission.Recorded recorded
                ? recorded.ended()
                : await(((Submission.Accepted) submission).progress());
    }

    @Test
    void one_that_ended_well_is_answered_as_recorded_and_runs_no_second_time() throws Exception {
        DeliveryProgress first = house.accept(push("d"));
        scripts.end("d/a");
        scripts.end("d/b");
        assertThat(outcomes(again(push("d")))).isEqualTo(await(first));
        Awaitility.await().until(() -> again(push("d")) instanceof Submission.Recorded);
        assertThat(scripts.starts()).containsExactly("d/a", "d/b");
    }

    @Test
    void one_that_failed_runs_again() throws Exception {
        DeliveryProgress first = house.accept(push("d"));
        scripts.end("d/a", Scripts.BAD);
        scripts.end("d/b");
        await(first);
        DeliveryProgress second = ((Submission.Accepted) again(push("d"))).progress();
        scripts.end("d/a");
        scripts.end("d/b");
        await(second);
        assertThat(outcomes(again(push("d")))).isEqualTo(await(second));
        assertThat(scripts.starts()).containsExactly("d/a", "d/b", "d/a", "d/b");
    }

    @Test
    void one_that_is_under_way_is_joined() throws Exception {
        DeliveryProgress first = house.accept(push("d"));
        Submission second = again(push("d"));
        scripts.end("d/a");
        scripts.end("d/b");
        assertThat(await(((Submission.Accepted) second).progress())).isEqualTo(await(first));
        assertThat(scripts.starts()).containsExactly("d/a", "d/b");
    }

    @Test
    void another_payload_under_its_id_is_a_conflict() throws Exception {
        DeliveryProgress first = house.accept(push("d"));
        scripts.end("d/a");
        scripts.end("d/b");
        await(first);
        Delivery other = DispatchFixture.delivery("d", push("d").facts(), "{\"another\":1}");
        assertThat(again(other)).isInstanceOf(Submission.Conflict.class);
    }

    @Test
    void a_person_may_have_it_run_again_all_the_same() throws Exception {
        DeliveryProgress first = house.accept(push("d"));
        scripts.end("d/a");
        scripts.end("d/b");
        await(first);
        DeliveryProgress second = house.accept(push("d"));
        scripts.end("d/a");
        scripts.end("d/b");
        await(second);
        assertThat(scripts.starts()).hasSize(4);
    }
}
