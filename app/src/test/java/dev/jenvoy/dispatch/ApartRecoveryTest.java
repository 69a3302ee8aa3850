package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.NOON;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.RecordedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions apart over deaths, stops and retention. */
@Timeout(60)
final class ApartRecoveryTest {

    @TempDir
    Path folder;

    private final List<DispatchFixture> houses = new ArrayList<>();
    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        houses.add(house);
        house.messages.tell("dev");
    }

    @AfterEach
    void close() throws Exception {
        for (DispatchFixture one : houses) {
            one.abandon();
        }
    }

    /** The server that starts after the death of the one before. */
    private void die() throws Exception {
        DispatchFixture next = new DispatchFixture(house.killed(folder.resolve("after-" + houses.size())));
        houses.add(next);
        house = next;
    }

    private DeliveryDetail.ActionDetail last(String id) {
        List<DeliveryDetail.ActionDetail> actions = house.detail(id).actions();
        return actions.get(actions.size() - 1);
    }

    @Test
    void a_message_that_a_death_cut_short_is_taken_up_in_doubt() throws Exception {
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        house.messages.awaitAttempts(1);
        assertThat(house.messages.attempts().get(0).inDoubt()).isFalse();
        die();

        house.begin();

        house.messages.awaitAttempts(1);
        assertThat(house.messages.attempts())
                .containsExactly(new Messages.Attempted("d/dev", house.entry("d"), "about d", 2, true));
        house.messages.end("d/dev", Messages.SENT);
        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);
        assertThat(last("d").runs())
                .extracting(RecordedRun::outcome)
                .extracting(Optional::orElseThrow)
                .extracting(Outcome::ending)
                .containsExactly(Ending.INTERRUPTED, Ending.DONE);
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void the_end_of_a_delivery_is_told_though_the_server_died_before_it_was() throws Exception {
        house.messages.tell();
        house.messages.tellEnds("dev");
        house.plan(house.scripts.held("hook", ORDERED));
        house.accept(push("d"));
        house.scripts.awaitStart("d/hook");
        die();
        house.begin();
        house.scripts.awaitStart("d/hook");
        assertThat(house.messages.begun()).isEmpty();
        house.scripts.end("d/hook");
        house.messages.awaitAttempts(1);
        die();

        house.begin();

        house.messages.awaitAttempts(1);
        assertThat(house.messages.begun()).containsExactly("d/dev.end");
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void what_follows_a_hook_and_was_cut_short_goes_on_while_another_hook_of_the_delivery_runs() throws Exception {
        house.messages.tell();
        house.messages.tellEnds("dev");
        house.messages.followScript("first");
        house.plan(house.scripts.held("first", ORDERED), house.scripts.held("second", ORDERED));
        house.accept(push("d"));
        house.scripts.end("d/first");
        house.scripts.awaitStart("d/second");
        house.messages.awaitAttempts(1);
        die();
        house.messages.followScript("first");

        house.begin();

        house.messages.awaitAttempts(1);
        assertThat(house.messages.attempts())
                .extracting(Messages.Attempted::message, Messages.Attempted::attempt, Messages.Attempted::inDoubt)
                .containsExactly(Tuple.tuple("d/dev.end", 2, true));
        house.messages.end("d/dev.end", Messages.SENT);
        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);
    }

    @Test
    void the_doubt_outlives_a_second_death_before_the_next_attempt() throws Exception {
        house.plan(delivery -> List.of());
        house.submit(push("a"));
        house.messages.awaitAttempts(1);
        die();
        // The room is waiting behind a message that is held, and so the server dies before the next attempt of another.
        house.begin();
        house.messages.awaitAttempts(1);
        Outcome busy = Outcome.failed("busy", new RetryAdvice.NotBefore(NOON.plusSeconds(60)));
        house.messages.end("a/dev", busy);
        Awaitility.await().until(() -> last("a").state() == ActionState.WAITING);
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        die();

        house.begin();
        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        assertThat(house.messages.attempts()).isEmpty();
        house.timer.timePasses();

        house.messages.awaitAttempts(1);
        assertThat(house.messages.attempts().get(0).inDoubt()).isTrue();
    }

    @Test
    void a_message_that_an_orderly_stop_cut_short_is_taken_up_in_doubt_and_one_that_waited_is_not() throws Exception {
        house.plan(delivery -> List.of());
        house.submit(push("a"));
        house.submit(push("b"));
        house.messages.awaitAttempts(1);
        house.stop(Duration.ZERO, Duration.ofSeconds(10));
        houses.remove(house);
        house = new DispatchFixture(folder.resolve("data"));
        houses.add(house);

        house.begin();

        house.messages.end("a/dev", Messages.SENT);
        house.messages.awaitAttempts(2);
        assertThat(house.messages.begun()).containsExactly("a/dev", "b/dev");
        assertThat(house.messages.attempts())
                .extracting(Messages.Attempted::inDoubt)
                .containsExactly(true, false);
    }

    @Test
    void an_unfinished_message_makes_no_delivery_a_suspect_and_blocks_no_redelivery() throws Exception {
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        house.messages.awaitAttempts(1);
        die();
        house.begin();
        house.messages.awaitAttempts(1);
        house.scripts.end("d/hook");

        assertThat(await(house.accept(push("d")))).hasSize(1);

        assertThat(house.dispatch.setAside()).isEmpty();
        assertThat(house.history().entriesOf(DispatchFixture.key("d"))).hasSize(2);
    }

    @Test
    void a_message_that_kills_the_server_again_and_again_is_put_off_and_given_up() throws Exception {
        house.plan(delivery -> List.of());
        house.submit(push("d"));
        house.messages.awaitAttempts(1);
        die();
        house.begin();
        house.messages.awaitAttempts(1);
        die();

        house.begin();

        Awaitility.await().until(() -> !house.timer.delays().isEmpty());
        assertThat(house.messages.attempts()).isEmpty();
        assertThat(house.timer.delays()).containsExactly(Duration.ofMinutes(1));
        house.timer.timePasses();
        house.messages.awaitAttempts(1);
        die();

        house.begin();

        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);
        assertThat(house.messages.attempts()).isEmpty();
        Outcome end = last("d").runs().get(2).outcome().orElseThrow();
        assertThat(end.ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(end.error()).isEqualTo("given up: the server died 3 times during it");
    }

    @Test
    void of_two_messages_the_one_that_kills_the_server_is_given_up() throws Exception {
        house.plan(delivery -> List.of());
        house.messages.tell("bad", "good");
        house.submit(push("d"));
        house.messages.awaitAttempts(2);
        die();
        house.begin();
        house.messages.awaitAttempts(2);
        die();
        house.begin();
        Awaitility.await().until(() -> house.timer.delays().size() == 2);
        assertThat(house.timer.delays()).containsExactlyInAnyOrder(Duration.ofMinutes(1), Duration.ofMinutes(2));
        house.messages.end("d/good", Messages.SENT);
        house.timer.timePasses();
        house.messages.awaitAttempts(2);
        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);
        die();

        house.begin();

        Awaitility.await().until(() -> house.detail("d").actions().get(0).state() == ActionState.ENDED);
        assertThat(house.messages.attempts()).isEmpty();
        assertThat(house.detail("d").actions())
                .extracting(
                        action -> action.runs().get(2).outcome().orElseThrow().ending())
                .containsExactly(Ending.INTERRUPTED, Ending.DONE);
    }

    @Test
    void a_message_of_a_delivery_that_is_set_aside_is_sent() throws Exception {
        house.accept(push("d"));
        house.scripts.awaitStart("d/hook");
        house.messages.awaitAttempts(1);
        for (int death = 1; death <= 4; death++) {
            die();
            house.begin();
            if (death < 4) {
                house.scripts.awaitStart("d/hook");
            }
            if (death == 1) {
                house.messages.awaitAttempts(1);
            }
        }
        assertThat(house.state("d")).isEqualTo(DeliveryState.SET_ASIDE);
        assertThat(house.scripts.starts()).isEmpty();
        // It is put off, so that the death of the server says which of the two it was.
        assertThat(house.messages.attempts()).isEmpty();
        house.timer.timePasses();

        house.messages.end("d/dev", Messages.SENT);

        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);
        assertThat(house.state("d")).isEqualTo(DeliveryState.SET_ASIDE);
        assertThat(house.detail("d").actions().get(0).state()).isEqualTo(ActionState.WAITING);
    }

    @Test
    void retention_keeps_a_delivery_that_has_ended_until_its_message_has() throws Exception {
        house.scripts.end("d/hook");
        await(house.accept(push("d")));
        house.messages.awaitAttempts(1);
        assertThat(house.history().deleteOlderThan(NOON.plusSeconds(1), 100)).isZero();
        die();
        assertThat(house.history().deleteOlderThan(NOON.plusSeconds(1), 100)).isZero();
        house.begin();
        house.messages.end("d/dev", Messages.SENT);
        Awaitility.await().until(() -> last("d").state() == ActionState.ENDED);

        assertThat(house.history().deleteOlderThan(NOON.plusSeconds(1), 100)).isEqualTo(1);
    }
}
