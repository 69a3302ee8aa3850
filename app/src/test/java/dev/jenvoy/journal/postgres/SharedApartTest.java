package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.postgres.DispatchServer.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.Messages;
import dev.jenvoy.dispatch.Redelivery;
import dev.jenvoy.dispatch.Scripts;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions apart of several servers: the one that leads runs them, each once, and does what is asked of the others. */
@Timeout(120)
final class SharedApartTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-01T13:00:00Z");
    private static final Outcome GIVEN_UP = Outcome.failed("no such room", new RetryAdvice.Never());

    @TempDir
    Path folder;

    private final LocalCluster.Air air = new LocalCluster.Air();
    private DispatchServer leader;
    private DispatchServer other;
    private String url;

    @BeforeEach
    void servers() throws Exception {
        url = PostgresServer.shared().newDatabase();
        JournalServer.prepare(url);
        leader = join(true);
        other = join(false);
    }

    private DispatchServer join(boolean leads) throws Exception {
        DispatchServer server = joinWithScriptsThatWait(leads);
        server.scripts.openAll();
        return server;
    }

    private DispatchServer joinWithScriptsThatWait(boolean leads) throws Exception {
        DispatchServer server = new DispatchServer(
                JournalServer.join(url, air, leads),
                ServerRole.ALL,
                new DispatchOptions(4, 1000),
                folder,
                new Scripts(),
                new Messages());
        server.messages.tell("dev");
        return server;
    }

    @AfterEach
    void close() throws Exception {
        for (DispatchServer server : List.of(leader, other)) {
            server.messages.openAll();
            server.close();
        }
    }

    private DeliveryDetail.ActionDetail action(long entry, int position) {
        return other.server.history.delivery(entry).orElseThrow().actions().get(position);
    }

    private void awaitEnd(long entry, int position) {
        await().atMost(SOON).until(() -> action(entry, position).state() == ActionState.ENDED);
    }

    private List<Outcome> outcomes(long entry, int position) {
        return action(entry, position).runs().stream()
                .flatMap(run -> run.outcome().stream())
                .toList();
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void the_server_that_leads_sends_the_messages_of_every_server_once() throws Exception {
        for (DispatchServer server : List.of(leader, other)) {
            server.messages.tellEnds("ops");
        }
        leader.messages.openAll();

        long own = leader.accept(push("a", "site")).number();
        long others = other.accept(push("b", "docs")).number();

        for (long entry : new long[] {own, others}) {
            awaitEnd(entry, 1);
            awaitEnd(entry, 2);
            assertThat(outcomes(entry, 1)).containsExactly(Messages.SENT);
            assertThat(outcomes(entry, 2)).containsExactly(Messages.SENT);
        }
        assertThat(leader.messages.begun()).containsExactlyInAnyOrder("a/dev", "a/ops.end", "b/dev", "b/ops.end");
        assertThat(other.messages.begun()).isEmpty();
    }

    @Test
    void the_server_that_leads_ends_no_hook_that_another_one_runs() throws Exception {
        DispatchServer runner = joinWithScriptsThatWait(false);
        try {
            long entry = runner.accept(push("a", "site")).number();
            runner.scripts.awaitStart("a/hook");
            leader.messages.awaitAttempts(1);
            assertThat(leader.scripts.survivorsEnded()).isEmpty();
            leader.messages.openAll();
            runner.scripts.openAll();
            awaitEnd(entry, 0);
            awaitEnd(entry, 1);
            assertThat(outcomes(entry, 0)).containsExactly(Scripts.GOOD);
        } finally {
            runner.scripts.openAll();
            runner.close();
        }
    }

    @Test
    void a_copy_of_a_delivery_with_messages_alone_at_another_server_is_no_delivery_of_its_own() throws Exception {
        for (DispatchServer server : List.of(leader, other)) {
            server.scripts.plan(delivery -> List.of());
        }
        leader.messages.openAll();

        Submission first = other.submit(push("a", "site"));
        Submission copy = leader.submit(push("a", "site"));

        assertThat(first).isInstanceOf(Submission.Unmatched.class);
        assertThat(copy).isEqualTo(first);
        long entry = ((Submission.Unmatched) first).entry().orElseThrow();
        awaitEnd(entry, 0);
        Redelivery again = done(other.dispatcher.redeliver(entry, NOON));
        assertThat(again).as("somebody wants it said again").isInstanceOf(Redelivery.Begun.class);
        awaitEnd(((Redelivery.Begun) again).entry(), 0);
        assertThat(leader.messages.begun()).containsExactly("a/dev", "a/dev");
    }

    @Test
    void the_next_leader_sends_what_the_last_one_had_not_sent() throws Exception {
        long first = leader.accept(push("a", "site")).number();
        leader.messages.awaitAttempts(1);
        long second = leader.accept(push("b", "docs")).number();
        other.messages.openAll();
        await().atMost(SOON).until(() -> action(second, 0).state() == ActionState.ENDED);

        leader.server.cluster.leads = false;
        JournalServer.takeOver(url, leader.server.number());
        other.server.cluster.lead(true);

        awaitEnd(first, 1);
        awaitEnd(second, 1);
        leader.messages.end("a/dev", Messages.SENT);
        assertThat(leader.messages.begun()).containsExactly("a/dev");
        assertThat(other.messages.begun()).containsExactly("a/dev", "b/dev");
        assertThat(other.messages.attempts())
                .extracting(Messages.Attempted::inDoubt)
                .as("whether it may have been sent already")
                .containsExactly(true, false);
        assertThat(outcomes(first, 1)).extracting(Outcome::ending).containsExactly(Ending.INTERRUPTED, Ending.DONE);
        assertThat(outcomes(second, 1)).containsExactly(Messages.SENT);
    }

    @Test
    void a_message_is_dropped_at_whatever_server_somebody_asks_for_it() throws Exception {
        long entry = other.accept(push("a", "site")).number();
        leader.messages.awaitAttempts(1);

        assertThat(done(other.dispatcher.cancelAction(entry, 1))).isTrue();

        awaitEnd(entry, 1);
        assertThat(outcomes(entry, 1)).extracting(Outcome::ending).containsExactly(Ending.CANCELLED);
        assertThat(done(other.dispatcher.cancelAction(entry, 1))).isFalse();
    }

    @Test
    void a_pause_ends_at_whatever_server_somebody_asks_for_it() throws Exception {
        leader.messages.end("a/dev", Outcome.failed("rate limited", new RetryAdvice.NotBefore(LATER)));
        long entry = other.accept(push("a", "site")).number();
        await().atMost(SOON)
                .until(() -> outcomes(entry, 1).size() == 1 && action(entry, 1).state() == ActionState.WAITING);
        leader.messages.end("a/dev", Messages.SENT);

        assertThat(done(other.dispatcher.retryNow(entry, 1, NOON))).isTrue();

        awaitEnd(entry, 1);
        assertThat(leader.messages.attempts())
                .extracting(Messages.Attempted::attempt)
                .containsExactly(1, 2);
        assertThat(other.messages.begun()).isEmpty();
    }

    @Test
    void a_message_that_was_given_up_is_sent_by_the_leader_when_somebody_asks_another_server() throws Exception {
        leader.messages.end("a/dev", GIVEN_UP);
        long entry = other.accept(push("a", "site")).number();
        awaitEnd(entry, 1);
        leader.messages.end("a/dev", Messages.SENT);

        assertThat(done(other.dispatcher.retryNow(entry, 1, NOON))).isTrue();

        await().atMost(SOON).untilAsserted(() -> assertThat(outcomes(entry, 1)).contains(Messages.SENT));
        assertThat(leader.messages.begun()).containsExactly("a/dev", "a/dev");
        assertThat(other.messages.begun()).isEmpty();
        assertThat(action(entry, 1).runs()).extracting(RecordedRun::attempt).containsExactly(1, 2);
    }

    @Test
    void a_message_that_was_given_up_is_sent_although_another_one_of_its_delivery_is_under_way() throws Exception {
        other.messages.tell("dev", "ops");
        leader.messages.end("a/dev", GIVEN_UP);
        long entry = other.accept(push("a", "site")).number();
        awaitEnd(entry, 1);
        leader.messages.end("a/dev", Messages.SENT);

        assertThat(done(other.dispatcher.retryNow(entry, 1, NOON))).isTrue();

        await().atMost(SOON).untilAsserted(() -> assertThat(outcomes(entry, 1)).contains(Messages.SENT));
        leader.messages.end("a/ops", Messages.SENT);
        awaitEnd(entry, 2);
        assertThat(leader.messages.begun()).containsExactlyInAnyOrder("a/dev", "a/ops", "a/dev");
    }
}
