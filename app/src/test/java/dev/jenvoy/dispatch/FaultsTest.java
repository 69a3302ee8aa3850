package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Faults of actions and of the journal itself. */
@Timeout(60)
final class FaultsTest {

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("jenvoy.dispatch");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private DispatchFixture house;

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(logged);
        house.abandon();
    }

    /** A hook that goes wrong in this way, then one that is well. */
    private List<DeliveryProgress.Ended> after(Scripts.Body fault) throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        house.settings.set(new DispatchOptions(1, 1000));
        house.plan(Scripts.of("faulty", ORDERED, fault), house.scripts.held("well", ORDERED));
        house.scripts.end("d/well");
        house.scripts.end("next/well");
        DeliveryProgress progress = house.accept(push("d"));
        List<DeliveryProgress.Ended> ended = await(progress);
        await(house.accept(push("next")));
        return ended;
    }

    private static void assertTold(List<DeliveryProgress.Ended> ended) {
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
        List<DeliveryProgress.Ended> ended = after((name, context) -> {
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
        house = new DispatchFixture(folder.resolve("data"), journal -> failing(journal, appends));
        house.scripts.end("d/hook");
        assertThat(house.submit(push("d"))).isInstanceOf(Submission.Unavailable.class);
        await(house.accept(push("d")));
        assertThat(house.scripts.starts()).hasSize(1);
    }

    @Test
    void a_delivery_that_a_fault_stops_before_its_hook_is_told() throws Exception {
        AtomicInteger started = new AtomicInteger();
        house = new DispatchFixture(folder.resolve("data"), journal -> failing(journal, "started", started));
        house.plan(house.scripts.held("one", ORDERED), house.scripts.held("two", ORDERED));
        house.scripts.end("d/one");
        DeliveryProgress progress = house.accept(push("d"));
        Awaitility.await().until(() -> house.dispatch.givenUp().isPresent());
        assertThat(house.dispatch.givenUp())
                .hasValueSatisfying(words -> assertThat(words).contains("log", "restart", "1"));
        assertThat(progress.soFar()).hasSize(1);
    }

    /** What the journal refuses by itself, while everything else is recorded. */
    @ParameterizedTest
    @ValueSource(strings = {"ended", "dropped", "endedForNow", "postponed", "cutShort"})
    void a_change_that_fails_alone_is_logged_with_its_delivery(String change) throws Exception {
        house = new DispatchFixture(folder.resolve("data"), journal -> refusing(journal, change));
        cause(change);
        Awaitility.await()
                .until(() -> logged.list.stream()
                        .anyMatch(
                                line -> line.getFormattedMessage().startsWith("change not recorded change=" + change)));
        assertThat(logged.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("change not recorded"))
                .first()
                .satisfies(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.ERROR);
                    assertThat(line.getFormattedMessage()).contains("delivery=d ");
                    assertThat(line.getThrowableProxy().getMessage()).contains("refused");
                });
    }

    private void cause(String change) throws Exception {
        switch (change) {
            case "ended" -> {
                house.plan(house.scripts.held("one", ORDERED), house.scripts.held("two", ORDERED));
                house.scripts.end("d/one");
                DeliveryProgress unusedProgress = house.accept(push("d"));
            }
            case "dropped" -> {
                house.plan(house.scripts.held("one", ORDERED), house.scripts.held("two", ORDERED));
                DeliveryProgress unusedProgress = house.accept(push("d"));
                house.scripts.awaitStart("d/one");
                house.cancel("d");
                house.scripts.end("d/one");
            }
            case "endedForNow" -> {
                house.plan(Scripts.of(
                        "bad", new Policy(Policy.Concurrency.ORDERED, 1, true), (name, context) -> Scripts.BAD));
                DeliveryProgress unusedProgress = house.accept(push("d"));
            }
            case "postponed" -> {
                house.plan(Scripts.of("short", ORDERED, (name, context) -> {
                    throw new ShortageException("no descriptors");
                }));
                DeliveryProgress unusedProgress = house.accept(push("d"));
            }
            default -> {
                house.plan(house.scripts.held("one", ORDERED));
                DeliveryProgress unusedProgress = house.accept(push("d"));
                house.scripts.awaitStart("d/one");
                house.stop(Duration.ZERO, Duration.ofSeconds(5));
            }
        }
    }

    private static Journal refusing(Journal journal, String name) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        return CompletableFuture.failedStage(new IllegalStateException("refused"));
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
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
