package dev.jenvoy.store.postgres;

import static dev.jenvoy.store.postgres.PostgresStoreTest.add;
import static dev.jenvoy.store.postgres.PostgresStoreTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.jenvoy.postgres.BadNetwork;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is answered about a change is true, even if a connection breaks while the change is committed. */
@Tag("long")
@Timeout(180)
class UnknownEndTest {

    /** Offers one word after the other until it is stopped, and knows what was answered. */
    private static final class Load implements Runnable {

        private final PostgresStore store;
        private final List<CompletableFuture<Integer>> answers = new ArrayList<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final Thread thread = new Thread(this, "load");
        private volatile boolean stopped;

        Load(PostgresStore store) {
            this.store = store;
            thread.start();
        }

        @Override
        public void run() {
            while (!stopped) {
                CompletableFuture<Integer> answer = store.offer(Durability.MACHINE, add("word " + answers.size()))
                        .toCompletableFuture();
                answers.add(answer);
                boolean isAccepted =
                        answer.handle((done, failure) -> failure == null).join();
                if (isAccepted) {
                    answered.incrementAndGet();
                }
            }
        }

        /** Returns when so many more were accepted. */
        void accepts(int more) {
            int before = answered.get();
            await().until(() -> answered.get() >= before + more);
        }

        void stopAndCheck() throws Exception {
            stopped = true;
            thread.join();
            List<String> there =
                    store.read(session -> session.bind("SELECT text FROM word").all(row -> row.text()));
            List<String> accepted = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                try {
                    assertThat(answers.get(i).join()).isEqualTo(1);
                    accepted.add("word " + i);
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(NoRoomException.class);
                }
            }
            assertThat(there).containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(store.lostTails()).isZero();
        }
    }

    private static PostgresStore open(String url) throws SQLException {
        return PostgresStoreTest.open(url, () -> "jenvoy:7");
    }

    @Test
    void kills_of_the_database_make_no_answer_untrue() throws Exception {
        try (PostgresServer server = PostgresServer.durable();
                PostgresStore store = open(server.newDatabase())) {
            Load load = new Load(store);
            for (int kill = 0; kill < 4; kill++) {
                load.accepts(50);
                server.kill();
                server.restart();
            }
            load.accepts(20);
            load.stopAndCheck();
        }
    }

    @Test
    void connections_that_are_reset_make_no_answer_untrue() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.newDatabase();
        try (BadNetwork network = BadNetwork.to(server.port());
                PostgresStore store = open(database.replace(":" + server.port() + "/", ":" + network.port() + "/"))) {
            Load load = new Load(store);
            for (int reset = 0; reset < 60; reset++) {
                load.accepts(1 + reset % 5);
                network.resetAll();
            }
            load.accepts(20);
            load.stopAndCheck();
        }
    }

    @Test
    void a_failover_to_a_synchronous_standby_loses_nothing() throws Exception {
        try (PostgresServer first = PostgresServer.durable()) {
            String url = first.newDatabase();
            try (PostgresServer second = first.standby("second")) {
                first.set("synchronous_standby_names", "second");
                String both =
                        url.replace(":" + first.port() + "/", ":" + first.port() + ",127.0.0.1:" + second.port() + "/");
                try (PostgresStore store = open(both)) {
                    Load load = new Load(store);
                    load.accepts(200);
                    first.kill();
                    second.promote();
                    load.accepts(100);
                    load.stopAndCheck();
                }
            }
        }
    }

    @Test
    void a_failover_to_a_standby_that_lacks_changes_is_noticed() throws Exception {
        try (PostgresServer first = PostgresServer.durable()) {
            String url = first.newDatabase();
            try (PostgresServer second = first.standby("second")) {
                String both =
                        url.replace(":" + first.port() + "/", ":" + first.port() + ",127.0.0.1:" + second.port() + "/");
                try (PostgresStore store = open(both)) {
                    join(store.offer(Durability.MACHINE, add("kept")));
                    await().until(() -> first.sql(
                                    "postgres",
                                    "SELECT 1 FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()")
                            .equals(List.of("1")));
                    second.stop();
                    join(store.offer(Durability.MACHINE, add("lost")));
                    first.kill();
                    second.restart();
                    second.promote();

                    await().ignoreExceptions().until(() -> join(store.offer(Durability.MACHINE, add("after"))) == 1);
                    assertThat(store.lostTails()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void a_commit_that_a_standby_may_not_have_is_answered_when_it_has() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresStore store = open(server.newDatabase())) {
            join(store.offer(Durability.MACHINE, add("before")));
            server.set("synchronous_standby_names", "nobody");
            CompletionStage<Integer> first = store.offer(Durability.MACHINE, add("cancelled"));
            awaitWaitFor(server);
            server.sql("postgres", "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

            await().untilAsserted(() -> assertThat(store.trouble()).isPresent());
            assertThatThrownBy(() -> join(store.offer(Durability.MACHINE, add("refused"))))
                    .hasCauseInstanceOf(NoRoomException.class);
            AtomicInteger signs = new AtomicInteger();
            store.ask(signs::incrementAndGet);
            await().atMost(Duration.ofSeconds(60)).untilAtomic(signs, equalTo(1));
            assertThat(first.toCompletableFuture()).isNotDone();
            server.set("synchronous_standby_names", "");

            assertThat(join(first)).isEqualTo(1);
            await().untilAsserted(() -> assertThat(store.trouble()).isEmpty());
            assertThat(join(store.offer(Durability.MACHINE, add("after")))).isEqualTo(1);
            assertThat(store.<Long>read(session -> session.number("SELECT count(*) FROM word")))
                    .isEqualTo(3L);
        }
    }

    private static void awaitWaitFor(PostgresServer server) {
        await().until(() -> !server.sql("postgres", "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                .isEmpty());
    }

    @Test
    void a_connection_that_ends_in_its_commit_leaves_a_true_answer() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                PostgresStore store = open(server.newDatabase())) {
            join(store.offer(Durability.MACHINE, add("before")));
            server.set("synchronous_standby_names", "nobody");
            CompletionStage<Integer> first = store.offer(Durability.MACHINE, add("ended"));
            awaitWaitFor(server);
            server.sql(
                    "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            server.set("synchronous_standby_names", "");

            assertThat(join(first)).isEqualTo(1);
            assertThat(store.<Long>read(session -> session.number("SELECT count(*) FROM word")))
                    .isEqualTo(2L);
        }
    }

    @Test
    void a_store_that_is_closed_does_not_wait_for_a_database_that_is_away() throws Exception {
        try (PostgresServer server = PostgresServer.durable()) {
            PostgresStore store = open(server.newDatabase());
            join(store.offer(Durability.MACHINE, add("before")));
            join(store.write(Durability.MACHINE, add("too")));
            server.kill();
            CompletionStage<Integer> waits = store.write(Durability.MACHINE, add("waits"));
            store.close();

            assertThatThrownBy(() -> join(waits)).hasCauseInstanceOf(IllegalStateException.class);
        }
    }
}
