package dev.jenvoy.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.dispatch.Messages;
import dev.jenvoy.dispatch.Scripts;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.member.ServerLabel;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final Set<ServerRole> BOTH = Set.of(ServerRole.INTAKE, ServerRole.WORKER);

    @TempDir
    Path folder;

    private final LocalCluster.Air air = new LocalCluster.Air();
    private final List<DispatchServer> all = new ArrayList<>();
    private String url;

    private DispatchServer join(Set<ServerRole> roles) throws Exception {
        return join(roles, new DispatchOptions(4, 1000));
    }

    private DispatchServer join(Set<ServerRole> roles, DispatchOptions options) throws Exception {
        DispatchServer server = new DispatchServer(
                JournalServer.join(url, air, all.isEmpty()), roles, options, folder, new Scripts(), new Messages());
        all.add(server);
        return server;
    }

    @BeforeEach
    void database() throws Exception {
        url = PostgresServer.shared().newDatabase();
        JournalServer.prepare(url);
    }

    @AfterEach
    void close() throws Exception {
        all.forEach(server -> server.scripts.openAll());
        for (DispatchServer server : all) {
            server.close();
        }
    }

    private static List<DeliveryProgress.Ended> await(DeliveryProgress progress) throws Exception {
        return progress.all().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void an_intake_answers_with_what_a_worker_printed() throws Exception {
        DispatchServer intake = join(Set.of(ServerRole.INTAKE));
        DispatchServer worker = join(Set.of(ServerRole.WORKER));
        worker.scripts.openAll();

        DeliveryProgress progress = intake.accept(DispatchServer.push("a", "site"));

        assertThat(await(progress))
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome().stdout()).isEqualTo("good\n"));
        assertThat(worker.scripts.starts()).containsExactly("a/hook");
    }

    @Test
    void a_server_that_does_not_hold_a_delivery_says_where_it_waits() throws Exception {
        DispatchServer intake = join(Set.of(ServerRole.INTAKE));
        long entry = intake.accept(DispatchServer.push("a", "site")).number();
        assertThat(intake.dispatcher.waitReasonAnywhere(entry)).contains(new WaitReason.Unclaimed());
        assertThat(intake.dispatcher.holder(entry)).isEmpty();

        DispatchServer worker = join(Set.of(ServerRole.WORKER));
        worker.scripts.awaitStart("a/hook");

        assertThat(intake.dispatcher.waitReasonAnywhere(entry))
                .contains(new WaitReason.OtherServer(worker.server.number()));
        assertThat(worker.dispatcher.waitReasonAnywhere(entry)).isEmpty();
        assertThat(List.of(intake, worker))
                .allSatisfy(server -> assertThat(server.dispatcher.holder(entry))
                        .map(ServerLabel::number)
                        .contains(worker.server.number()));
    }

    @Test
    void what_no_server_holds_counts_as_backlog_of_each() throws Exception {
        DispatchOptions options = new DispatchOptions(4, 3);
        DispatchServer one = join(Set.of(ServerRole.INTAKE), options);
        DispatchServer two = join(Set.of(ServerRole.INTAKE), options);
        for (int number = 1; number <= 3; number++) {
            one.accept(DispatchServer.push("d" + number, "site"));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(two.server.journal.unclaimed()).isEqualTo(3));

        Submission submission = two.dispatcher
                .submit(DispatchServer.push("d4", "site"), Map.of())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(submission).isEqualTo(new Submission.Unavailable("backlog", "too many deliveries are waiting"));
    }

    @Test
    void a_worker_takes_more_when_a_place_gets_free() throws Exception {
        DispatchServer intake = join(Set.of(ServerRole.INTAKE));
        DispatchServer worker = join(Set.of(ServerRole.WORKER), new DispatchOptions(1, 1000));
        List<DeliveryProgress> accepted = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            accepted.add(intake.accept(DispatchServer.push("d" + number, "site" + number)));
        }
        worker.scripts.awaitStart("d1/hook");
        worker.scripts.openAll();
        for (DeliveryProgress progress : accepted) {
            await(progress);
        }
        assertThat(worker.scripts.starts()).hasSize(5);
    }

    @Test
    void deliveries_of_one_queue_run_in_the_order_of_acceptance_wherever_they_came() throws Exception {
        DispatchServer one = join(BOTH);
        DispatchServer two = join(BOTH);
        DeliveryProgress first = one.accept(DispatchServer.push("d0", "site"));
        one.scripts.awaitStart("d0/hook");
        List<DeliveryProgress> accepted = new ArrayList<>();
        List<String> order = new ArrayList<>(List.of("d0/hook"));
        for (int number = 1; number <= 30; number++) {
            accepted.add((number % 3 == 0 ? one : two).accept(DispatchServer.push("d" + number, "site")));
            order.add("d" + number + "/hook");
        }

        one.scripts.openAll();
        two.scripts.openAll();

        await(first);
        for (DeliveryProgress progress : accepted) {
            await(progress);
        }
        assertThat(one.scripts.starts()).isEqualTo(order);
        assertThat(two.scripts.starts()).isEmpty();
    }

    @Test
    void what_a_dead_server_held_runs_at_another_one() throws Exception {
        DispatchServer one = join(BOTH);
        one.accept(DispatchServer.push("a", "site"));
        one.scripts.awaitStart("a/hook");
        DeliveryProgress waits = one.accept(DispatchServer.push("b", "site"));
        DispatchServer two = join(BOTH);
        two.scripts.openAll();

        JournalServer.takeOver(url, one.server.number());

        two.server.journal.over(waits.number()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(two.scripts.starts()).containsExactly("a/hook", "b/hook");
        assertThat(two.scripts.attempts()).containsExactly(2, 1);
    }
}
