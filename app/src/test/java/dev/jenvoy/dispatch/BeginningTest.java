package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.EXCLUSIVE;
import static dev.jenvoy.dispatch.DispatchFixture.LATEST;
import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.PARALLEL;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The start of a delivery's first action, as one change with the acceptance where nothing can come between. */
@Timeout(60)
final class BeginningTest {

    @TempDir
    Path folder;

    /** What the journal was asked for: "+ID" an acceptance with a start, "ID" one without, "start" a start alone. */
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private DispatchFixture house;

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private void begin(Action... actions) throws Exception {
        house = new DispatchFixture(folder.resolve("data"), this::overheard);
        house.plan(actions);
    }

    private void beginWithOne(Policy policy) throws Exception {
        house = new DispatchFixture(folder.resolve("data"), this::overheard);
        house.plan("hook", policy);
    }

    static List<Policy> atOnce() {
        return List.of(ORDERED, LATEST, PARALLEL);
    }

    @ParameterizedTest
    @MethodSource("atOnce")
    void a_delivery_that_nothing_stands_before_is_running_when_it_is_accepted(Policy policy) throws Exception {
        beginWithOne(policy);
        DeliveryProgress progress = house.accept(push("d"));
        assertThat(house.state("d")).isEqualTo(DeliveryState.RUNNING);
        assertThat(house.detail("d").actions().get(0).state()).isEqualTo(ActionState.RUNNING);
        house.scripts.awaitStart("d/hook");
        house.scripts.end("d/hook");
        await(progress);
        assertThat(asked).containsExactly("+d");
        assertThat(house.state("d")).isEqualTo(DeliveryState.SUCCEEDED);
        assertThat(house.detail("d").actions().get(0).runs()).hasSize(1);
    }

    @Test
    void what_a_redelivery_starts_with_is_the_next_attempt() throws Exception {
        beginWithOne(ORDERED);
        house.scripts.openAll();
        await(house.accept(push("d")));
        await(house.accept(push("d")));
        assertThat(asked).containsExactly("+d", "+d");
        assertThat(house.scripts.attempts()).containsExactly(1, 2);
    }

    @Test
    void only_the_first_action_starts_with_the_acceptance() throws Exception {
        begin();
        house.plan(house.scripts.held("a", ORDERED), house.scripts.held("b", ORDERED));
        house.scripts.openAll();
        await(house.accept(push("d")));
        assertThat(asked).containsExactly("+d", "start");
    }

    @Test
    void one_behind_another_of_its_lane_waits_for_its_turn() throws Exception {
        beginWithOne(ORDERED);
        house.accept(push("one"));
        DeliveryProgress two = house.accept(push("two"));
        assertThat(house.state("two")).isEqualTo(DeliveryState.QUEUED);
        assertThat(asked).containsExactly("+one", "two");
        house.scripts.openAll();
        await(two);
        assertThat(house.scripts.starts()).containsExactly("one/hook", "two/hook");
    }

    @Test
    void an_exclusive_action_takes_its_place_only_when_it_is_accepted() throws Exception {
        beginWithOne(EXCLUSIVE);
        house.scripts.openAll();
        await(house.accept(push("d")));
        assertThat(asked).containsExactly("d", "start");
    }

    @Test
    void without_a_free_place_nothing_starts_with_the_acceptance() throws Exception {
        beginWithOne(PARALLEL);
        house.settings.set(new DispatchOptions(1, 1000));
        house.accept(push("one"));
        DeliveryProgress two = house.accept(push("two"));
        assertThat(house.state("two")).isEqualTo(DeliveryState.QUEUED);
        house.scripts.openAll();
        await(two);
        assertThat(asked).containsExactly("+one", "two", "start");
    }

    @Test
    void a_place_that_was_kept_for_a_delivery_turned_away_is_free_again() throws Exception {
        beginWithOne(PARALLEL);
        house.settings.set(new DispatchOptions(1, 1000));
        house.scripts.openAll();
        await(house.accept(push("d")));
        Awaitility.await().until(() -> house.begun().load().running() == 0);
        Delivery other =
                DispatchFixture.delivery("d", DispatchFixture.facts("push", "site", null), "{\"id\":\"other\"}");
        assertThat(house.submit(other)).isInstanceOf(Submission.Conflict.class);
        assertThat(house.begun().load().running()).isZero();
        assertThat(house.dispatch.queues()).isZero();
        await(house.accept(push("next")));
        assertThat(house.scripts.starts()).containsExactly("d/hook", "next/hook");
    }

    @Test
    void a_payload_in_a_file_goes_to_disk_first_and_holds_nobody_up() throws Exception {
        beginWithOne(ORDERED);
        house.scripts.openAll();
        byte[] json = "{\"id\":\"d\"}".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("payload"), json);
        Delivery delivery = DispatchFixture.delivery(
                "d", DispatchFixture.facts("push", "site", null), Payload.in(file, json.length), "digest");
        await(house.accept(delivery));
        assertThat(asked).containsExactly("d", "start");
        assertThat(house.dispatch.queues()).isZero();
    }

    @Test
    void one_that_was_cut_short_by_a_death_before_its_process_began_runs_as_the_next_attempt() throws Exception {
        beginWithOne(ORDERED);
        house.accept(push("d"));
        Path copy = house.killed(folder.resolve("copy"));
        DispatchFixture next = new DispatchFixture(copy);
        try {
            next.scripts.openAll();
            next.begin();
            Awaitility.await().until(() -> next.state("d") == DeliveryState.SUCCEEDED);
            assertThat(next.scripts.attempts()).containsExactly(2);
            assertThat(next.detail("d").actions().get(0).runs()).hasSize(2);
        } finally {
            next.abandon();
        }
    }

    @Test
    void one_that_is_cancelled_as_it_begins_ends_as_cancelled() throws Exception {
        beginWithOne(ORDERED);
        DeliveryProgress progress = house.accept(push("d"));
        house.cancel("d");
        await(progress);
        assertThat(house.state("d")).isEqualTo(DeliveryState.CANCELLED);
    }

    private Journal overheard(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        boolean starts = ((Optional<?>) arguments[3]).isPresent();
                        asked.add((starts ? "+" : "") + ((Delivery) arguments[0]).id());
                    } else if (method.getName().equals("started")) {
                        asked.add("start");
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
