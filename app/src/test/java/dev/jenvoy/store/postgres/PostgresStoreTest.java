package dev.jenvoy.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresStoreTest {

    private static final String COUNT = "SELECT count(*) FROM word";

    private final PostgresServer server = PostgresServer.shared();
    private final AtomicReference<String> name = new AtomicReference<>("jenvoy:1");
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = open(server.newDatabase(), name::get);
    }

    /** Opens a store with a table of words. */
    static PostgresStore open(String url, Supplier<String> name) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA jenvoy");
            statement.execute("SET search_path = jenvoy");
            for (String sql : PostgresStore.STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("CREATE TABLE word (text text PRIMARY KEY, length bigint)");
        }
        return PostgresStore.open(
                new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA)),
                name);
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Change<Integer> add(String word) {
        return session -> session.bind("INSERT INTO word (text, length) VALUES (?1, length(?1))")
                .with(word)
                .update();
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(90, TimeUnit.SECONDS).join();
    }

    private long count() throws SQLException {
        return store.read(session -> session.number(COUNT));
    }

    @Test
    void what_is_offered_and_written_is_read() throws SQLException {
        assertThat(join(store.offer(Durability.MACHINE, add("one")))).isEqualTo(1);
        assertThat(join(store.write(Durability.PROCESS, add("two")))).isEqualTo(1);
        assertThat(join(store.writeHere(Durability.PROCESS, add("three")))).isEqualTo(1);

        assertThat(count()).isEqualTo(3);
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void a_change_that_fails_fails_alone() throws SQLException {
        CountDownLatch gate = new CountDownLatch(1);
        CompletionStage<Integer> first = store.offer(Durability.MACHINE, session -> {
            waitFor(gate);
            return 0;
        });
        CompletionStage<Integer> good = store.offer(Durability.MACHINE, add("good"));
        CompletionStage<Integer> bad = store.offer(Durability.MACHINE, add("good"));
        CompletionStage<Integer> wrong = store.offer(Durability.MACHINE, session -> {
            throw new IllegalStateException("no");
        });
        CompletionStage<Integer> fine = store.offer(Durability.MACHINE, add("fine"));
        gate.countDown();

        assertThat(join(first)).isZero();
        assertThat(join(good)).isEqualTo(1);
        assertThat(join(fine)).isEqualTo(1);
        assertThatThrownBy(() -> join(bad)).hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> join(wrong)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(count()).isEqualTo(2);
    }

    private static void waitFor(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Joined(String word, List<Integer> sizes) implements JointChange<String> {

        @Override
        public List<String> applyTogether(Session session, List<? extends JointChange<String>> alike)
                throws SQLException {
            sizes.add(alike.size());
            List<String> results = new ArrayList<>();
            for (JointChange<String> each : alike) {
                add(((Joined) each).word).apply(session);
                results.add(((Joined) each).word);
            }
            return results;
        }
    }

    @Test
    void changes_of_one_class_are_applied_together() {
        List<Integer> sizes = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        CompletionStage<Integer> first = store.offer(Durability.MACHINE, session -> {
            waitFor(gate);
            return 0;
        });
        // The first is in a transaction of its own before the others come.
        List<CompletionStage<String>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(store.offer(Durability.MACHINE, new Joined("word " + i, sizes)));
        }
        gate.countDown();

        join(first);
        for (int i = 0; i < 5; i++) {
            assertThat(join(all.get(i))).isEqualTo("word " + i);
        }
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
        assertThat(sizes).anySatisfy(size -> assertThat(size).isGreaterThan(1));
    }

    @Test
    void listeners_hear_one_at_a_time_whoever_writes() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletionStage<Integer>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Change<Integer> change = new Change<>() {
                @Override
                public Integer apply(Session session) {
                    return 1;
                }

                @Override
                public void recorded(Integer result) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                }
            };
            stages.add(i % 2 == 0 ? store.offer(Durability.MACHINE, change) : store.write(Durability.MACHINE, change));
        }
        stages.forEach(PostgresStoreTest::join);

        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void a_connection_that_was_ended_while_idle_is_replaced_unnoticed() throws SQLException {
        join(store.offer(Durability.MACHINE, add("before")));
        join(store.write(Durability.MACHINE, add("too")));
        end("jenvoy:1");

        join(store.offer(Durability.MACHINE, add("after")));
        join(store.write(Durability.MACHINE, add("again")));

        assertThat(count()).isEqualTo(4);
        assertThat(store.lostTails()).isZero();
    }

    private void end(String application) {
        server.sql(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + application
                        + "'");
    }

    @Test
    void a_connection_that_is_ended_within_a_transaction_takes_nothing_with_it() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        CompletionStage<Integer> change = store.offer(Durability.MACHINE, session -> {
            int added = add("word").apply(session);
            if (tries.incrementAndGet() == 1) {
                end("jenvoy:1");
            }
            return added;
        });

        assertThat(join(change)).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
        assertThat(tries.get()).isEqualTo(2);
    }

    @Test
    void connections_take_a_new_name() {
        join(store.offer(Durability.MACHINE, add("before")));
        name.set("jenvoy:2");
        join(store.offer(Durability.MACHINE, add("after")));

        assertThat(server.sql(
                        "postgres",
                        "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'jenvoy:%' AND"
                                + " application_name <> 'jenvoy:readers' AND datname = '" + database() + "'"))
                .containsExactly("jenvoy:2");
    }

    @Test
    void the_url_gives_connections_no_other_name() throws SQLException {
        String url = server.newDatabase();
        for (String named : List.of("ApplicationName=mine", "options=-c%20application_name=mine")) {
            try (Connection connection = new PostgresConnections(new PostgresOptions(
                                    url + (url.contains("?") ? "&" : "?") + named,
                                    PostgresServer.USER,
                                    null,
                                    PostgresOptions.SCHEMA))
                            .open("jenvoy:1");
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SHOW application_name")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("jenvoy:1");
            }
        }
    }

    private String database() {
        try {
            return store.read(
                            session -> session.bind("SELECT current_database()").first(row -> row.text()))
                    .orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void while_the_database_is_away_offers_are_refused_and_the_rest_waits() throws SQLException {
        try (PostgresServer own = PostgresServer.durable()) {
            try (PostgresStore away = open(own.newDatabase(), name::get)) {
                join(away.offer(Durability.MACHINE, add("before")));
                join(away.write(Durability.MACHINE, add("too")));
                own.kill();

                CompletionStage<Integer> waits = away.write(Durability.MACHINE, add("waits"));
                assertThatThrownBy(() -> join(away.offer(Durability.MACHINE, add("refused"))))
                        .hasCauseInstanceOf(NoRoomException.class);
                assertThat(away.trouble()).isPresent();
                assertThat(waits.toCompletableFuture()).isNotDone();
                own.restart();

                join(waits);
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(away.trouble()).isEmpty());
                join(away.offer(Durability.MACHINE, add("after")));
                assertThat(away.<Long>read(session -> session.number(COUNT))).isEqualTo(4L);
                assertThat(away.lostTails()).isZero();
            }
        }
    }
}
