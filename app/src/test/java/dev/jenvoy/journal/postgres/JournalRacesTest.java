package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.postgres.Gates.Point;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sqlite.JournalSamples;
import dev.jenvoy.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers at the same thing at the same time: one is held in the middle of its transaction while the other comes. */
@Timeout(120)
class JournalRacesTest {

    private String url;
    private Gates gates;
    private JournalServer first;
    private JournalServer second;

    @BeforeEach
    void open() throws SQLException {
        url = PostgresServer.shared().newDatabase();
        JournalServer.prepare(url);
        gates = new Gates(url);
        LocalCluster.Air air = new LocalCluster.Air();
        // Nothing may depend on what servers tell each other.
        air.isSilent = true;
        first = JournalServer.join(url, air, true);
        second = JournalServer.join(url, air, false);
    }

    @AfterEach
    void close() throws SQLException {
        first.close();
        second.close();
        gates.close();
    }

    private static Delivery push(String id) {
        return JournalSamples.push(id);
    }

    private static CompletableFuture<Appended> append(JournalServer server, String id) {
        return server.journal.append(push(id), Map.of(), ONE).toCompletableFuture();
    }

    private static <T> T soon(CompletableFuture<T> stage) throws Exception {
        return stage.get(20, TimeUnit.SECONDS);
    }

    private static Entry accepted(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Accepted.class);
        return ((Appended.Accepted) appended).entry();
    }

    /** Claims on a thread of its own, because a claim blocks. */
    private static CompletableFuture<List<UnfinishedDelivery>> claim(JournalServer server) {
        return CompletableFuture.supplyAsync(() -> server.journal.claim(100));
    }

    private static Attempt begin(JournalServer server, Entry entry) throws Exception {
        Attempt attempt = new Attempt(entry.hold(), 0, 1);
        assertThat(soon(server.journal
                        .started(attempt, new Start("token", NOON))
                        .toCompletableFuture()))
                .isEqualTo(Ownership.KEPT);
        return attempt;
    }

    private static CompletableFuture<Ownership> end(JournalServer server, Attempt attempt) {
        // It records on the calling thread when no other is at it.
        return CompletableFuture.supplyAsync(() -> server.journal
                        .endedLast(
                                attempt, JournalSamples.exited(0), NOON, Duration.ofMillis(5), DeliveryState.SUCCEEDED)
                        .toCompletableFuture())
                .thenCompose(stage -> stage);
    }

    private long owner(long entry) throws SQLException {
        return gates.number("SELECT coalesce(max(owner), 0) FROM work WHERE part = 0 AND entry = " + entry);
    }

    private static void waits(CompletableFuture<?> stage) {
        assertThat(stage).isNotDone();
    }

    @Test
    void append_append_the_same_delivery_joins_the_one_that_is_being_written() throws Exception {
        gates.close(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> one = append(first, "a");
        gates.awaitSomebody(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> other = append(second, "a");
        gates.awaitBlocked(2);
        waits(other);
        gates.open(first.number(), Point.ACCEPTED);

        Entry entry = accepted(soon(one));
        assertThat(soon(other)).isEqualTo(new Appended.Joined(entry.id()));
    }

    @Test
    void append_append_the_same_delivery_is_accepted_when_the_one_that_was_being_written_fails() throws Exception {
        gates.close(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> one = append(first, "a");
        gates.awaitSomebody(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> other = append(second, "a");
        gates.awaitBlocked(2);
        gates.endSessions(first.number());

        Entry entry = accepted(soon(other));
        assertThat(owner(entry.id())).isEqualTo(second.number());
        assertThat(gates.number("SELECT count(*) FROM delivery")).isEqualTo(1);
        assertThat(isAccepted(one)).isFalse();
    }

    /** Whether a sender would hear that it was accepted here. */
    private static boolean isAccepted(CompletableFuture<Appended> stage) throws InterruptedException {
        try {
            return stage.get(200, TimeUnit.MILLISECONDS) instanceof Appended.Accepted;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    @Test
    void append_append_in_one_queue_the_later_one_follows_and_goes_to_nobody_else() throws Exception {
        gates.close(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> one = append(first, "a");
        gates.awaitSomebody(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> other = append(second, "b");
        gates.awaitBlocked(2);
        waits(other);
        gates.open(first.number(), Point.ACCEPTED);

        Entry entry = accepted(soon(one));
        assertThat(soon(other)).isInstanceOfSatisfying(Appended.Elsewhere.class, elsewhere -> {
            assertThat(elsewhere.entry()).isGreaterThan(entry.id());
        });
        assertThat(soon(claim(second))).isEmpty();
        assertThat(soon(claim(first))).hasSize(1);
    }

    @Test
    void append_append_in_different_queues_does_not_wait() throws Exception {
        gates.close(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> one = append(first, "a");
        gates.awaitSomebody(first.number(), Point.ACCEPTED);
        Appended other = soon(second.journal
                .append(JournalSamples.push("b", "other", NOON), Map.of(), ONE)
                .toCompletableFuture());
        gates.open(first.number(), Point.ACCEPTED);

        assertThat(accepted(other).id()).isNotEqualTo(accepted(soon(one)).id());
    }

    @Test
    void append_claim_a_claim_passes_a_queue_that_somebody_appends_to() throws Exception {
        Entry head = accepted(soon(append(first, "a")));
        JournalServer.takeOver(url, first.number());
        JournalServer third = JournalServer.join(url, new LocalCluster.Air(), false);
        try {
            gates.close(third.number(), Point.ACCEPTED);
            CompletableFuture<Appended> appended = append(third, "b");
            gates.awaitSomebody(third.number(), Point.ACCEPTED);
            assertThat(soon(claim(second))).isEmpty();
            gates.open(third.number(), Point.ACCEPTED);
            long later = ((Appended.Elsewhere) soon(appended)).entry();

            assertThat(soon(claim(second)).stream().map(one -> one.entry().id()))
                    .containsExactly(head.id(), later);
        } finally {
            third.close();
        }
    }

    @Test
    void append_claim_what_comes_during_a_claim_follows_what_was_claimed() throws Exception {
        Entry head = accepted(soon(append(first, "a")));
        JournalServer.takeOver(url, first.number());
        JournalServer third = JournalServer.join(url, new LocalCluster.Air(), false);
        try {
            gates.close(second.number(), Point.CLAIMED);
            CompletableFuture<List<UnfinishedDelivery>> claimed = claim(second);
            gates.awaitSomebody(second.number(), Point.CLAIMED);
            CompletableFuture<Appended> appended = append(third, "b");
            gates.awaitBlocked(2);
            waits(appended);
            gates.open(second.number(), Point.CLAIMED);

            assertThat(soon(claimed).stream().map(one -> one.entry().id())).containsExactly(head.id());
            assertThat(soon(appended)).isInstanceOf(Appended.Elsewhere.class);
            assertThat(soon(claim(third))).isEmpty();
            assertThat(soon(claim(second))).hasSize(1);
        } finally {
            third.close();
        }
    }

    @Test
    void append_takeover_nothing_is_left_with_a_server_that_is_gone() throws Exception {
        gates.close(first.number(), Point.ACCEPTED);
        CompletableFuture<Appended> appended = append(first, "a");
        gates.awaitSomebody(first.number(), Point.ACCEPTED);
        gates.run("UPDATE server SET state = 2 WHERE id = " + first.number());
        gates.endSessions(first.number());
        JournalServer.takeOver(url, first.number());
        gates.open(first.number(), Point.ACCEPTED);

        assertThat(isAccepted(appended)).isFalse();
        assertThat(gates.number("SELECT count(*) FROM work WHERE owner = " + first.number()))
                .isZero();
    }

    @Test
    void append_takeover_a_server_that_is_gone_accepts_nothing() throws Exception {
        JournalServer.takeOver(url, first.number());

        assertThat(soon(append(first, "a"))).isInstanceOf(Appended.NoRoom.class);
        assertThat(soon(claim(first))).isEmpty();
        assertThat(gates.number("SELECT count(*) FROM delivery")).isZero();
    }

    @Test
    void end_takeover_an_end_that_is_being_written_is_kept() throws Exception {
        Entry entry = accepted(soon(append(first, "a")));
        Attempt attempt = begin(first, entry);
        gates.close(first.number(), Point.ENDED);
        CompletableFuture<Ownership> ended = end(first, attempt);
        gates.awaitSomebody(first.number(), Point.ENDED);
        CompletableFuture<Void> takenOver = CompletableFuture.runAsync(() -> {
            try {
                JournalServer.takeOver(url, first.number());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        gates.awaitBlocked(2);
        gates.open(first.number(), Point.ENDED);

        assertThat(soon(ended)).isEqualTo(Ownership.KEPT);
        soon(takenOver);
        assertThat(soon(claim(second))).isEmpty();
    }

    @Test
    void end_takeover_an_end_that_comes_too_late_is_lost_and_changes_nothing() throws Exception {
        Entry entry = accepted(soon(append(first, "a")));
        Attempt attempt = begin(first, entry);
        JournalServer.takeOver(url, first.number());

        assertThat(soon(end(first, attempt))).isEqualTo(Ownership.LOST);
        List<UnfinishedDelivery> claimed = soon(claim(second));
        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).suspect()).isTrue();
        assertThat(claimed.get(0).actions().get(0)).isInstanceOf(UnfinishedDelivery.Progress.Running.class);
        assertThat(claimed.get(0).entry().hold().fence())
                .isGreaterThan(entry.hold().fence());
    }

    @Test
    void end_takeover_an_end_after_another_server_claimed_is_lost() throws Exception {
        Entry entry = accepted(soon(append(first, "a")));
        Attempt attempt = begin(first, entry);
        JournalServer.takeOver(url, first.number());
        Entry taken = soon(claim(second)).get(0).entry();

        assertThat(soon(end(first, attempt))).isEqualTo(Ownership.LOST);
        assertThat(owner(taken.id())).isEqualTo(second.number());
        assertThat(soon(end(second, new Attempt(taken.hold(), 0, 1)))).isEqualTo(Ownership.KEPT);
    }

    @Test
    void join_end_a_delivery_that_comes_while_the_same_one_ends_is_not_lost() throws Exception {
        Entry entry = accepted(soon(append(first, "a")));
        Attempt attempt = begin(first, entry);
        gates.close(first.number(), Point.ENDED);
        CompletableFuture<Ownership> ended = end(first, attempt);
        gates.awaitSomebody(first.number(), Point.ENDED);
        CompletableFuture<Appended> again = append(second, "a");
        if (isDecided(again)) {
            // It joined what had not ended yet: then its end must be heard of.
            assertThat(soon(again)).isEqualTo(new Appended.Joined(entry.id()));
        }
        gates.open(first.number(), Point.ENDED);

        assertThat(soon(ended)).isEqualTo(Ownership.KEPT);
        Appended answer = soon(again);
        if (answer instanceof Appended.Joined joined) {
            assertThat(joined.entry()).isEqualTo(entry.id());
            soon(second.journal.over(joined.entry()).toCompletableFuture());
        } else {
            assertThat(accepted(answer).redelivery()).isEqualTo(2);
        }
    }

    private static boolean isDecided(CompletableFuture<Appended> stage) throws Exception {
        try {
            assertThat(stage.get(1, TimeUnit.SECONDS)).isNotNull();
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void claim_claim_each_delivery_goes_to_one_server_and_a_queue_to_one() throws Exception {
        for (int number = 0; number < 6; number++) {
            Appended unused = soon(first.journal
                    .append(JournalSamples.push("d" + number, "r" + number % 2, NOON), Map.of(), ONE)
                    .toCompletableFuture());
        }
        JournalServer.takeOver(url, first.number());
        JournalServer third = JournalServer.join(url, new LocalCluster.Air(), false);
        try {
            gates.close(second.number(), Point.CLAIMED);
            CompletableFuture<List<UnfinishedDelivery>> one =
                    CompletableFuture.supplyAsync(() -> second.journal.claim(1));
            gates.awaitSomebody(second.number(), Point.CLAIMED);
            CompletableFuture<List<UnfinishedDelivery>> other = claim(third);
            gates.awaitBlocked(1);
            boolean isDone = other.isDone();
            gates.open(second.number(), Point.CLAIMED);

            assertThat(soon(one)).isNotEmpty();
            assertThat(soon(other)).as("done meanwhile: " + isDone).doesNotContainAnyElementsOf(soon(one));
            Invariant.check(gates);
        } finally {
            third.close();
        }
    }

    @Test
    void give_back_append_what_comes_meanwhile_does_not_overtake() throws Exception {
        Entry one = accepted(soon(append(first, "a")));
        gates.close(first.number(), Point.CLAIMED);
        CompletableFuture<Ownership> given = CompletableFuture.supplyAsync(
                        () -> first.journal.giveBack(one.hold(), Part.ALL).toCompletableFuture())
                .thenCompose(stage -> stage);
        gates.awaitSomebody(first.number(), Point.CLAIMED);
        CompletableFuture<Appended> other = append(second, "b");
        boolean isDecided = isDecided(other);
        gates.open(first.number(), Point.CLAIMED);

        assertThat(soon(given)).isEqualTo(Ownership.KEPT);
        assertThat(soon(other)).as("decided meanwhile: " + isDecided).isInstanceOf(Appended.Elsewhere.class);
        assertThat(soon(claim(second)).stream().map(claimed -> claimed.entry().id()))
                .hasSize(2)
                .isSorted();
    }
}
