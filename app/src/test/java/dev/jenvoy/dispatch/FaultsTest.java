package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.House.ORDERED;
import static dev.jenvoy.dispatch.House.await;
import static dev.jenvoy.dispatch.House.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.journal.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of actions and of the journal itself. */
@Timeout(60)
final class FaultsTest {

    @TempDir
    Path folder;

    private House house;

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    /** A hook that goes wrong in this way, then one that is well. */
    private List<Progress.Ended> after(Scripts.Body fault) throws Exception {
        house = new House(folder.resolve("data"));
        house.settings.set(new DispatchSettings(1, 1000));
        house.plan(Scripts.of("faulty", ORDERED, fault), house.scripts.held("well", ORDERED));
        house.scripts.end("d/well");
        house.scripts.end("next/well");
        Progress progress = house.accept(push("d"));
        List<Progress.Ended> ended = await(progress);
        await(house.accept(push("next")));
        return ended;
    }

    private static void assertTold(List<Progress.Ended> ended) {
        Outcome faulty = ended.get(0).outcome();
        assertThat(faulty.ending()).isEqualTo(Ending.NOT_STARTABLE);
        assertThat(faulty.returncode()).isEqualTo(126);
        assertThat(faulty.error()).contains("log").doesNotContain("secret");
        assertThat(ended.get(1).outcome().returncode()).isZero();
    }

    @Test
    void an_action_that_throws_is_an_outcome_and_the_next_one_runs() throws Exception {
        assertTold(after((name, context) -> {
            throw new IllegalStateException("secret");
        }));
    }

    @Test
    void an_action_that_breaks_the_machine_is_an_outcome_and_its_place_is_free_again() throws Exception {
        assertTold(after((name, context) -> {
            throw new StackOverflowError("secret");
        }));
    }

    @Test
    void an_action_that_leaves_its_thread_interrupted_harms_no_other() throws Exception {
        List<Progress.Ended> ended = after((name, context) -> {
            Thread.currentThread().interrupt();
            return Scripts.GOOD;
        });
        assertThat(ended).extracting(one -> one.outcome().returncode()).containsExactly(0, 0);
    }

    @Test
    void an_action_that_says_it_was_interrupted_when_nobody_did_is_an_outcome() throws Exception {
        assertTold(after((name, context) -> {
            throw new InterruptedException("secret");
        }));
    }

    @Test
    void an_append_that_throws_turns_the_delivery_away_and_it_may_come_again() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        house = new House(folder.resolve("data"), journal -> failing(journal, appends));
        house.scripts.end("d/hook");
        assertThat(house.submit(push("d"))).isInstanceOf(Submission.Unavailable.class);
        await(house.accept(push("d")));
        assertThat(house.scripts.starts()).hasSize(1);
    }

    @Test
    void a_delivery_that_a_fault_stops_before_its_hook_is_told() throws Exception {
        AtomicInteger started = new AtomicInteger();
        house = new House(folder.resolve("data"), journal -> failing(journal, "started", started));
        house.plan(house.scripts.held("one", ORDERED), house.scripts.held("two", ORDERED));
        house.scripts.end("d/one");
        Progress progress = house.accept(push("d"));
        Awaitility.await().until(() -> house.dispatch.givenUp().isPresent());
        assertThat(house.dispatch.givenUp())
                .hasValueSatisfying(words -> assertThat(words).contains("log", "restart", "1"));
        assertThat(progress.soFar()).hasSize(1);
    }

    /** The first append fails in a way that no contract knows. */
    private static Journal failing(Journal journal, AtomicInteger appends) {
        return failing(journal, "append", appends);
    }

    private static Journal failing(Journal journal, String name, AtomicInteger calls) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name) && calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("broken");
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
