package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.PARALLEL;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many deliveries run beside each other, and how many may wait. */
@Timeout(60)
final class PlacesTest {

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data")).plan("hook", PARALLEL);
        scripts = house.scripts;
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private List<DeliveryProgress> accept(int from, int to) throws Exception {
        List<DeliveryProgress> all = new ArrayList<>();
        for (int at = from; at < to; at++) {
            all.add(house.accept(push("d" + at)));
        }
        return all;
    }

    private int mostAtOnce() {
        int now = 0;
        int most = 0;
        for (String line : scripts.log()) {
            now += line.startsWith("+") ? 1 : -1;
            most = Math.max(most, now);
        }
        return most;
    }

    @Test
    void never_more_deliveries_run_at_once_than_there_are_places() throws Exception {
        house.settings.set(new DispatchOptions(3, 1000));
        List<DeliveryProgress> all = accept(0, 40);
        scripts.awaitStart("d2/hook");
        for (int at = 0; at < 40; at++) {
            scripts.end("d" + at + "/hook");
        }
        for (DeliveryProgress one : all) {
            await(one);
        }
        assertThat(mostAtOnce()).isEqualTo(3);
    }

    @Test
    void more_places_are_taken_with_the_next_delivery_by_all_that_wait() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        accept(0, 4);
        scripts.awaitStart("d0/hook");
        house.settings.set(new DispatchOptions(5, 1000));
        accept(4, 5);
        for (int at = 1; at < 5; at++) {
            scripts.awaitStart("d" + at + "/hook");
        }
    }

    @Test
    void more_places_are_taken_with_the_next_end_by_all_that_wait() throws Exception {
        house.settings.set(new DispatchOptions(1, 1000));
        accept(0, 6);
        scripts.awaitStart("d0/hook");
        house.settings.set(new DispatchOptions(4, 1000));
        scripts.end("d0/hook");
        for (int at = 1; at < 5; at++) {
            scripts.awaitStart("d" + at + "/hook");
        }
        assertThat(scripts.began("d5/hook")).isFalse();
    }

    @Test
    void fewer_places_are_kept_as_soon_as_enough_have_ended() throws Exception {
        house.settings.set(new DispatchOptions(4, 1000));
        List<DeliveryProgress> all = accept(0, 4);
        for (int at = 0; at < 4; at++) {
            scripts.awaitStart("d" + at + "/hook");
        }
        house.settings.set(new DispatchOptions(1, 1000));
        List<DeliveryProgress> later = accept(4, 8);
        for (int at = 0; at < 4; at++) {
            scripts.end("d" + at + "/hook");
            await(all.get(at));
        }
        scripts.openAll();
        for (DeliveryProgress one : later) {
            await(one);
        }
        List<String> log = scripts.log();
        assertThat(log.indexOf("+d4/hook"))
                .as("the first of the later ones begins when all four but for its own place have ended")
                .isGreaterThan(6);
        for (int at = 4; at < 7; at++) {
            assertThat(log.indexOf("+d" + (at + 1) + "/hook")).isGreaterThan(log.indexOf("-d" + at + "/hook"));
        }
    }

    @Test
    void a_full_backlog_turns_new_deliveries_away_and_takes_them_again_later() throws Exception {
        house.settings.set(new DispatchOptions(1, 2));
        List<DeliveryProgress> taken = accept(0, 3);
        scripts.awaitStart("d0/hook");
        Submission refused = house.submit(push("d3"));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Submission.Unavailable.class,
                        reason -> assertThat(reason.cause()).isEqualTo("backlog"));
        assertThat(house.storage.history().entriesOf(DispatchFixture.key("d3"))).isEmpty();
        assertThat(house.submit(push("d1"))).as("one that waits may be joined").isInstanceOf(Submission.Accepted.class);
        scripts.openAll();
        for (DeliveryProgress one : taken) {
            await(one);
        }
        assertThat(house.submit(push("d3"))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void many_that_come_at_once_do_not_overrun_the_backlog() throws Exception {
        house.settings.set(new DispatchOptions(1, 5));
        Dispatcher dispatcher = house.begin();
        List<CompletableFuture<Submission>> all = new ArrayList<>();
        for (int at = 0; at < 200; at++) {
            all.add(dispatcher.submit(push("d" + at), Map.of()).toCompletableFuture());
        }
        int accepted = 0;
        for (CompletableFuture<Submission> one : all) {
            accepted += one.get() instanceof Submission.Accepted ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, 6);
    }
}
