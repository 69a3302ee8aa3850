package dev.jenvoy.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Scripts;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.postgres.PostgresServer;
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
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers with a dispatch each, on one journal in PostgreSQL. */
@Timeout(120)
final class SharedDispatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Set<ServerRole> BOTH = Set.of(ServerRole.INTAKE, ServerRole.WORKER);

    @TempDir
    Path folder;

    private final LocalCluster.Air air = new LocalCluster.Air();
    private final List<Node> nodes = new ArrayList<>();
    private String url;

    /** One server. */
    private final class Node {
        final Scripts scripts = new Scripts();
        final TaskTimer timer = new TaskTimer("later", 2);
        final JournalServer server;
        final Dispatcher dispatcher;

        Node(Set<ServerRole> roles) throws Exception {
            this(roles, new DispatchOptions(4, 1000));
        }

        Node(Set<ServerRole> roles, DispatchOptions options) throws Exception {
            server = JournalServer.join(url, air, nodes.isEmpty());
            Dispatch dispatch = new Dispatch(
                    List.of(scripts),
                    server.journal,
                    server.history,
                    Optional::empty,
                    new Backup(Optional::empty, ZoneOffset.UTC),
                    () -> options,
                    folder.resolve("outputs-" + server.number()),
                    timer,
                    InstantSource.fixed(NOON),
                    new Random(server.number()),
                    Membership.in(server.cluster, roles));
            dispatcher = dispatch.begin();
            nodes.add(this);
        }

        DeliveryProgress accept(Delivery delivery) throws Exception {
            Submission submission =
                    dispatcher.submit(delivery, Map.of()).toCompletableFuture().get(30, TimeUnit.SECONDS);
            return ((Submission.Accepted) submission).progress();
        }
    }

    @BeforeEach
    void database() throws Exception {
        url = PostgresServer.shared().newDatabase();
        JournalServer.prepare(url);
    }

    @AfterEach
    void close() throws Exception {
        nodes.forEach(node -> node.scripts.openAll());
        for (Node node : nodes) {
            node.dispatcher.stop(Duration.ZERO, Duration.ofSeconds(5));
            node.timer.shutdownNow();
            node.server.close();
        }
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
        return progress.all().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void an_intake_answers_with_what_a_worker_printed() throws Exception {
        Node intake = new Node(Set.of(ServerRole.INTAKE));
        Node worker = new Node(Set.of(ServerRole.WORKER));
        worker.scripts.openAll();

        DeliveryProgress progress = intake.accept(push("a", "site"));

        assertThat(await(progress))
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome().stdout()).isEqualTo("good\n"));
        assertThat(worker.scripts.starts()).containsExactly("a/hook");
    }

    @Test
    void a_server_that_does_not_hold_a_delivery_says_where_it_waits() throws Exception {
        Node intake = new Node(Set.of(ServerRole.INTAKE));
        long entry = intake.accept(push("a", "site")).number();
        assertThat(intake.dispatcher.waitReasonAnywhere(entry)).contains(new WaitReason.Unclaimed());

        Node worker = new Node(Set.of(ServerRole.WORKER));
        worker.scripts.awaitStart("a/hook");

        assertThat(intake.dispatcher.waitReasonAnywhere(entry))
                .contains(new WaitReason.OtherServer(worker.server.number()));
        assertThat(worker.dispatcher.waitReasonAnywhere(entry)).isEmpty();
    }

    @Test
    void what_no_server_holds_counts_as_backlog_of_each() throws Exception {
        DispatchOptions options = new DispatchOptions(4, 3);
        Node one = new Node(Set.of(ServerRole.INTAKE), options);
        Node two = new Node(Set.of(ServerRole.INTAKE), options);
        for (int number = 1; number <= 3; number++) {
            one.accept(push("d" + number, "site"));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(two.server.journal.unclaimed()).isEqualTo(3));

        Submission submission = two.dispatcher
                .submit(push("d4", "site"), Map.of())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(submission).isEqualTo(new Submission.Unavailable("backlog", "too many deliveries are waiting"));
    }

    @Test
    void a_worker_takes_more_when_a_place_gets_free() throws Exception {
        Node intake = new Node(Set.of(ServerRole.INTAKE));
        Node worker = new Node(Set.of(ServerRole.WORKER), new DispatchOptions(1, 1000));
        List<DeliveryProgress> all = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            all.add(intake.accept(push("d" + number, "site" + number)));
        }
        worker.scripts.awaitStart("d1/hook");
        worker.scripts.openAll();
        for (DeliveryProgress progress : all) {
            await(progress);
        }
        assertThat(worker.scripts.starts()).hasSize(5);
    }

    @Test
    void deliveries_of_one_queue_run_in_the_order_of_acceptance_wherever_they_came() throws Exception {
        Node one = new Node(BOTH);
        Node two = new Node(BOTH);
        DeliveryProgress first = one.accept(push("d0", "site"));
        one.scripts.awaitStart("d0/hook");
        List<DeliveryProgress> all = new ArrayList<>();
        List<String> order = new ArrayList<>(List.of("d0/hook"));
        for (int number = 1; number <= 30; number++) {
            all.add((number % 3 == 0 ? one : two).accept(push("d" + number, "site")));
            order.add("d" + number + "/hook");
        }

        one.scripts.openAll();
        two.scripts.openAll();

        await(first);
        for (DeliveryProgress progress : all) {
            await(progress);
        }
        assertThat(one.scripts.starts()).isEqualTo(order);
        assertThat(two.scripts.starts()).isEmpty();
    }

    @Test
    void what_a_dead_server_held_runs_at_another_one() throws Exception {
        Node one = new Node(BOTH);
        one.accept(push("a", "site"));
        one.scripts.awaitStart("a/hook");
        DeliveryProgress waits = one.accept(push("b", "site"));
        Node two = new Node(BOTH);
        two.scripts.openAll();

        JournalServer.takeOver(url, one.server.number());

        two.server.journal.over(waits.number()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(two.scripts.starts()).containsExactly("a/hook", "b/hook");
        assertThat(two.scripts.attempts()).containsExactly(2, 1);
    }
}
