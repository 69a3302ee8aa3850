package dev.jenvoy.dispatch.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.Standing;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Redelivery;
import dev.jenvoy.dispatch.Scripts;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several servers, each with a dispatch of its own, on one journal. */
@Timeout(90)
final class SeveralServersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Set<ServerRole> BOTH = Set.of(ServerRole.INTAKE, ServerRole.WORKER);
    private static final Policy EXCLUSIVE = new Policy(Policy.Concurrency.EXCLUSIVE, 0, true);
    private static final Policy PARALLEL = new Policy(Policy.Concurrency.PARALLEL, 0, true);

    @TempDir
    Path folder;

    private DataFolder data;
    private Storage storage;
    private SharedJournal shared;
    private final ExecutorService pen = Executors.newSingleThreadExecutor();
    private final List<Server> servers = new ArrayList<>();

    /** One of them. */
    private final class Server {
        final Scripts scripts = new Scripts();
        final TaskTimer timer = new TaskTimer("later", 2);
        final ToldCluster cluster;
        final Journal journal;
        final Dispatch dispatch;
        final Dispatcher dispatcher;

        Server(int number, Set<ServerRole> roles, int places) throws Exception {
            cluster = new ToldCluster(number, 2);
            journal = shared.of(number);
            dispatch = new Dispatch(
                    List.of(scripts),
                    journal,
                    storage.history(),
                    Optional::empty,
                    new Backup(Optional::empty, ZoneOffset.UTC),
                    () -> new DispatchOptions(places, 100),
                    folder.resolve("outputs-" + number),
                    timer,
                    InstantSource.fixed(NOON),
                    new Random(number),
                    Membership.in(cluster, roles));
            dispatcher = dispatch.begin();
            servers.add(this);
        }

        Submission submit(Delivery delivery) throws Exception {
            return dispatcher.submit(delivery, Map.of()).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }

        DeliveryProgress accept(Delivery delivery) throws Exception {
            return ((Submission.Accepted) submit(delivery)).progress();
        }
    }

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        storage = SqliteStorage.open(data);
        shared = new SharedJournal(storage.journal(), storage.history(), pen);
    }

    @AfterEach
    void close() throws Exception {
        servers.forEach(server -> server.scripts.openAll());
        for (Server server : servers) {
            server.dispatcher.stop(Duration.ZERO, Duration.ofSeconds(5));
            server.timer.shutdownNow();
        }
        pen.shutdownNow();
        storage.close();
        data.close();
    }

    private static Delivery push(String id, String repository) {
        byte[] bytes = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        Facts facts = new Facts(
                new Event("push"),
                null,
                new Owner("acme"),
                new Repository(repository),
                new RefName("main"),
                null,
                "refs/heads/main",
                null,
                "octo",
                null,
                false);
        return new Delivery(
                new DeliveryKey("github", "42", id), facts, Payload.of(bytes), PayloadDigest.of(bytes), NOON);
    }

    private static List<DeliveryProgress.Ended> await(DeliveryProgress progress) throws Exception {
        return progress.all().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private DeliveryState state(DeliveryProgress progress) {
        return storage.history()
                .delivery(progress.number())
                .orElseThrow()
                .summary()
                .state();
    }

    @Test
    void a_sender_is_answered_with_what_another_server_printed() throws Exception {
        Server intake = new Server(1, Set.of(ServerRole.INTAKE), 4);
        DeliveryProgress progress = intake.accept(push("a", "site"));
        assertThat(progress.soFar()).isEmpty();
        assertThat(intake.dispatcher.waitReasonAnywhere(progress.number())).contains(new WaitReason.Unclaimed());

        Server worker = new Server(2, Set.of(ServerRole.WORKER), 4);
        worker.scripts.awaitStart("a/hook");
        assertThat(intake.dispatcher.waitReasonAnywhere(progress.number())).contains(new WaitReason.OtherServer(2));
        worker.scripts.end("a/hook");

        assertThat(await(progress))
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome().stdout()).isEqualTo("good\n"));
        assertThat(progress.soFar()).hasSize(1);
        assertThat(intake.scripts.starts()).isEmpty();
    }

    @Test
    void a_queue_keeps_its_order_over_servers_and_another_one_runs_beside_it() throws Exception {
        Server one = new Server(1, BOTH, 4);
        Server two = new Server(2, BOTH, 4);
        DeliveryProgress first = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        DeliveryProgress second = two.accept(push("b", "site"));
        DeliveryProgress third = one.accept(push("c", "site"));
        two.accept(push("d", "docs"));
        two.scripts.awaitStart("d/hook");

        one.scripts.end("a/hook");
        one.scripts.awaitStart("b/hook");
        assertThat(one.scripts.began("c/hook")).isFalse();
        one.scripts.end("b/hook");
        one.scripts.end("c/hook");

        await(first);
        await(second);
        await(third);
        assertThat(one.scripts.starts()).containsExactly("a/hook", "b/hook", "c/hook");
        assertThat(two.scripts.starts()).containsExactly("d/hook");
    }

    @Test
    void what_was_taken_over_runs_again_there_and_its_sender_hears_of_that_run_alone() throws Exception {
        Server one = new Server(1, BOTH, 4);
        DeliveryProgress progress = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        Server two = new Server(2, BOTH, 4);

        // This one could claim it, too, but is held back, as a server that does not reach its journal is.
        one.cluster.stands(Standing.RESTRICTED);
        shared.takeOver(1);
        two.scripts.awaitStart("a/hook");
        one.scripts.end("a/hook");

        Awaitility.await().atMost(SOON).until(() -> one.dispatch.refused() == 1);
        assertThat(progress.all().toCompletableFuture()).isNotDone();
        assertThat(two.scripts.attempts()).containsExactly(2);
        two.scripts.end("a/hook");
        assertThat(await(progress)).hasSize(1);
        assertThat(state(progress)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void a_server_that_claims_what_it_had_lost_ends_its_old_run_first() throws Exception {
        Server one = new Server(1, BOTH, 4);
        DeliveryProgress progress = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");

        shared.takeOver(1);

        Awaitility.await().atMost(SOON).until(() -> one.scripts.attempts().size() == 2);
        assertThat(one.scripts.log()).containsExactly("+a/hook", "-a/hook", "+a/hook");
        one.scripts.end("a/hook");
        assertThat(await(progress)).hasSize(1);
        assertThat(state(progress)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void nothing_begins_while_the_journal_is_not_reached() throws Exception {
        Server one = new Server(1, BOTH, 4);
        one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        DeliveryProgress next = one.accept(push("b", "site"));

        one.cluster.stands(Standing.RESTRICTED);
        one.scripts.end("a/hook");

        assertThat(one.submit(push("c", "docs"))).isInstanceOf(Submission.Unavailable.class);
        assertThat(one.dispatcher.trouble()).isPresent();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> one.dispatcher.waitReason(next.number()).equals(Optional.of(new WaitReason.CutOff())));
        one.cluster.stands(Standing.FULL);
        one.scripts.awaitStart("b/hook");
    }

    @Test
    void cut_off_a_server_ends_what_another_may_begin_and_goes_on_with_it_if_none_did() throws Exception {
        Server one = new Server(1, BOTH, 4);
        DeliveryProgress ordered = one.accept(push("a", "site"));
        one.scripts.plan(delivery -> List.of(one.scripts.held("hook", PARALLEL)));
        DeliveryProgress parallel = one.accept(push("b", "docs"));
        one.scripts.awaitStart("a/hook");
        one.scripts.awaitStart("b/hook");

        one.cluster.stands(Standing.RESTRICTED);
        one.cluster.stands(Standing.CUT_OFF);
        Awaitility.await().atMost(SOON).until(() -> one.scripts.log().contains("-a/hook"));
        one.scripts.end("b/hook");
        assertThat(await(parallel).get(0).outcome().ending()).isEqualTo(Ending.EXITED);
        assertThat(one.scripts.attempts()).hasSize(2);

        one.cluster.stands(Standing.FULL);
        Awaitility.await().atMost(SOON).until(() -> one.scripts.attempts().contains(2));
        one.scripts.end("a/hook");
        assertThat(await(ordered)).hasSize(1);
        assertThat(state(ordered)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void a_server_that_was_taken_over_drops_everything_and_starts_anew() throws Exception {
        Server one = new Server(1, BOTH, 4);
        DeliveryProgress running = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        one.accept(push("b", "site"));
        Server two = new Server(2, BOTH, 4);

        one.cluster.stands(Standing.CUT_OFF);
        shared.takeOver(1);
        one.cluster.stands(Standing.TAKEN_OVER);

        Awaitility.await().atMost(SOON).until(() -> one.cluster.rejoins.get() == 1);
        assertThat(one.dispatcher.load().queued()).isZero();
        two.scripts.awaitStart("a/hook");
        two.scripts.openAll();
        assertThat(await(running)).hasSize(1);
        one.scripts.openAll();
        assertThat(await(one.accept(push("c", "docs")))).hasSize(1);
        assertThat(one.scripts.starts()).doesNotContain("b/hook");
    }

    @Test
    void exclusive_actions_of_two_servers_never_overlap() throws Exception {
        Server one = new Server(1, BOTH, 4);
        Server two = new Server(2, BOTH, 4);
        servers.forEach(server -> server.scripts.plan(delivery -> List.of(server.scripts.held("deploy", EXCLUSIVE))));
        DeliveryProgress first = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/deploy");
        DeliveryProgress second = two.accept(push("b", "docs"));

        Awaitility.await()
                .atMost(SOON)
                .until(() -> two.dispatcher
                        .waitReason(second.number())
                        .filter(WaitReason.Turnstile.class::isInstance)
                        .isPresent());
        assertThat(two.dispatcher.waitReason(second.number()).orElseThrow().text())
                .contains("delivery " + first.number());
        one.scripts.end("a/deploy");
        two.scripts.awaitStart("b/deploy");
        two.scripts.end("b/deploy");
        await(second);
    }

    @Test
    void a_server_that_stops_gives_back_what_has_not_begun() throws Exception {
        Server one = new Server(1, BOTH, 1);
        one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        Server two = new Server(2, BOTH, 4);
        DeliveryProgress waits = one.accept(push("b", "site"));
        one.scripts.end("a/hook");
        one.scripts.awaitStart("b/hook");
        DeliveryProgress behind = one.accept(push("c", "site"));

        one.dispatcher.stop(Duration.ZERO, Duration.ofSeconds(10));

        two.scripts.openAll();
        assertThat(await(waits)).hasSize(1);
        assertThat(await(behind)).hasSize(1);
        assertThat(two.scripts.starts()).containsExactly("b/hook", "c/hook");
        assertThat(state(waits)).isEqualTo(DeliveryState.SUCCEEDED);
    }

    @Test
    void the_same_delivery_joins_the_one_at_the_other_server() throws Exception {
        Server one = new Server(1, BOTH, 4);
        Server two = new Server(2, BOTH, 4);
        DeliveryProgress there = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");

        DeliveryProgress joined = two.accept(push("a", "site"));
        Redelivery again = two.dispatcher
                .redeliver(there.number(), NOON)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(joined.number()).isEqualTo(there.number());
        assertThat(again).isInstanceOf(Redelivery.UnderWay.class);
        one.scripts.end("a/hook");
        assertThat(await(joined)).hasSize(1);
    }

    @Test
    void deliveries_that_wait_at_others_count_for_the_backlog() throws Exception {
        Server one = new Server(1, BOTH, 4);
        one.cluster.waitsElsewhere(100);

        assertThat(one.submit(push("a", "site")))
                .isEqualTo(new Submission.Unavailable("backlog", "too many deliveries are waiting"));
    }

    @Test
    void a_cancellation_reaches_the_server_that_runs_the_delivery() throws Exception {
        Server one = new Server(1, BOTH, 4);
        Server two = new Server(2, BOTH, 4);
        DeliveryProgress progress = one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");

        two.journal.cancel(progress.number()).toCompletableFuture().get(20, TimeUnit.SECONDS);

        await(progress);
        assertThat(state(progress)).isEqualTo(DeliveryState.CANCELLED);
    }
}
