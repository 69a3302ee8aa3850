package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.nio.file.Path;
import java.util.List;
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
