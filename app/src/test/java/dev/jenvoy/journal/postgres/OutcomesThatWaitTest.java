package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody at the database keeps outcomes from being recorded for a while. A hook that ended must not run again for that. */
@Timeout(120)
final class OutcomesThatWaitTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String url = PostgresServer.shared().newDatabase();
    private JournalServer server;
    private Connection somebody;

    @BeforeEach
    void begin() throws SQLException {
        JournalServer.prepare(url);
        server = JournalServer.join(url, new LocalCluster.Air(), true);
        somebody = PostgresServer.connect(url);
        run("SET search_path = jenvoy");
    }

    @AfterEach
    void end() throws SQLException {
        somebody.close();
        server.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = somebody.createStatement()) {
            statement.execute(sql);
        }
    }

    private Hold accept(String id, String repository, List<Planned> plan) {
        Appended appended = done(server.journal.append(
                push(id, repository, NOON), new StoredRequest(HEADERS), plan, Optional.of(new Start("t" + id, NOON))));
        return ((Appended.Accepted) appended).entry().hold();
    }

    private CompletionStage<Ownership> endLast(Hold hold) {
        return server.journal.endedLast(new Attempt(hold, 0, 1), exited(0), NOON, TOOK, DeliveryState.SUCCEEDED);
    }

    private DeliveryState state(Hold hold) {
        return server.history.delivery(hold.entry()).orElseThrow().summary().state();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(40, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void an_outcome_waits_for_a_lock_on_its_delivery_and_others_do_not() throws Exception {
        Hold locked = accept("d1", "one", ONE);
        Hold other = accept("d2", "two", ONE);
        somebody.setAutoCommit(false);
        run("SELECT * FROM work WHERE entry = " + locked.entry() + " FOR UPDATE");

        CompletionStage<Ownership> waits = endLast(locked);
        await().atMost(SOON).until(() -> server.store.setAside() == 1);
        assertThat(done(endLast(other))).isEqualTo(Ownership.KEPT);
        assertThat(waits.toCompletableFuture()).isNotDone();
        assertThat(state(locked)).isEqualTo(DeliveryState.RUNNING);
        somebody.rollback();

        assertThat(done(waits)).isEqualTo(Ownership.KEPT);
        assertThat(state(locked)).isEqualTo(DeliveryState.SUCCEEDED);
        assertThat(server.store.setAside()).isZero();
    }

    @Test
    void what_comes_behind_an_outcome_that_waits_keeps_its_order() throws Exception {
        Hold hold = accept("d1", "one", List.of(hook("a"), hook("b")));
        somebody.setAutoCommit(false);
        run("SELECT * FROM work WHERE entry = " + hold.entry() + " FOR UPDATE");

        CompletionStage<Ownership> first = server.journal.ended(new Attempt(hold, 0, 1), exited(0), NOON, TOOK);
        await().atMost(SOON).until(() -> server.store.setAside() == 1);
        CompletionStage<Ownership> second = server.journal.started(new Attempt(hold, 1, 1), new Start("u", NOON));
        CompletionStage<Ownership> third =
                server.journal.endedLast(new Attempt(hold, 1, 1), exited(0), NOON, TOOK, DeliveryState.SUCCEEDED);
        await().atMost(SOON).until(() -> server.store.setAside() == 3);
        somebody.rollback();

        assertThat(done(first)).isEqualTo(Ownership.KEPT);
        assertThat(done(second)).isEqualTo(Ownership.KEPT);
        assertThat(done(third)).isEqualTo(Ownership.KEPT);
        assertThat(state(hold)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void outcomes_wait_for_a_table_that_is_locked_as_a_whole() throws Exception {
        List<Hold> holds = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            holds.add(accept("d" + number, "site" + number, ONE));
        }
        somebody.setAutoCommit(false);
        run("LOCK TABLE work IN ACCESS EXCLUSIVE MODE");

        List<CompletionStage<Ownership>> ends =
                holds.stream().map(this::endLast).toList();
        await().atMost(SOON).until(() -> server.store.setAside() == 20);
        somebody.rollback();

        ends.forEach(end -> assertThat(done(end)).isEqualTo(Ownership.KEPT));
        holds.forEach(hold -> assertThat(state(hold)).isEqualTo(DeliveryState.SUCCEEDED));
    }

    @Test
    void an_outcome_waits_for_a_right_that_was_taken_away() throws Exception {
        Hold hold = accept("d1", "one", ONE);
        run("REVOKE UPDATE ON action FROM " + PostgresServer.USER);

        CompletionStage<Ownership> end = endLast(hold);
        await().atMost(SOON).until(() -> server.store.setAside() == 1);
        run("GRANT UPDATE ON action TO " + PostgresServer.USER);

        assertThat(done(end)).isEqualTo(Ownership.KEPT);
        assertThat(state(hold)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void what_cannot_be_recorded_at_all_does_not_wait() {
        Hold hold = accept("d1", "one", ONE);
        assertThat(done(endLast(hold))).isEqualTo(Ownership.KEPT);
        assertThat(endLast(hold).toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(server.store.setAside()).isZero();
    }
}
