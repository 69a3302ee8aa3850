package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.Standing;
import dev.jenvoy.postgres.BadNetwork;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with threads and clocks of their own, one of them behind a bad network. */
class ClusterNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.shared();
    private final BadNetwork network = BadNetwork.to(server.port());
    private final List<PostgresCluster> all = new ArrayList<>();
    private final List<Integer> released = new CopyOnWriteArrayList<>();
    private ClusterFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new ClusterFixture(server.newDatabase(), folder.resolve("manual"));
        fixture.update("CREATE TABLE endpoint (name text)");
        fixture.update(ClusterTables.raising(Book.ENDPOINTS, "endpoint"));
    }

    @AfterEach
    void close() {
        all.forEach(PostgresCluster::close);
        network.close();
        fixture.close();
    }

    @Test
    void a_server_whose_network_is_silent_stops_by_itself_is_taken_over_and_comes_back_as_a_new_one() throws Exception {
        PostgresCluster one = join("one", fixture.url);
        PostgresCluster two = join("two", behindTheNetwork());
        int before = two.number();
        List<Standing> seen = new CopyOnWriteArrayList<>();
        two.watch(new ClusterListener() {
            @Override
            public void standing(Standing now) {
                seen.add(now);
            }
        });

        network.silence();
        await().atMost(PATIENCE).until(() -> two.standing() == Standing.CUT_OFF);
        assertThat(released).isEmpty();
        await().atMost(PATIENCE).until(() -> released.contains(before));
        network.resetAll();
        network.speak();
        await().atMost(PATIENCE).until(() -> two.standing() == Standing.TAKEN_OVER);
        two.rejoin();

        await().atMost(PATIENCE)
                .until(() -> two.standing() == Standing.FULL
                        && one.members().stream().map(Member::number).toList().contains(two.number()));
        assertThat(two.number()).isGreaterThan(before);
        assertThat(seen).containsSubsequence(Standing.RESTRICTED, Standing.CUT_OFF, Standing.TAKEN_OVER);
    }

    @Test
    void connections_that_look_alive_and_are_not_are_given_up_before_the_lease_is_over() throws Exception {
        PostgresCluster two = join("two", behindTheNetwork());
        List<Standing> seen = new CopyOnWriteArrayList<>();
        two.watch(new ClusterListener() {
            @Override
            public void standing(Standing now) {
                seen.add(now);
            }
        });
        // Nothing says that they are dead; only the time without an answer does.
        network.silence();
        await().atMost(PATIENCE).until(() -> two.standing() == Standing.RESTRICTED);
        network.resetAll();
        network.speak();
        await().atMost(PATIENCE).until(() -> two.standing() == Standing.FULL);
        assertThat(seen).doesNotContain(Standing.CUT_OFF, Standing.TAKEN_OVER);
    }

    @Test
    void a_change_of_a_book_is_read_by_all_and_awaited() throws Exception {
        PostgresCluster one = join("one", fixture.url);
        PostgresCluster two = join("two", fixture.url);
        AtomicInteger readByOne = new AtomicInteger();
        AtomicInteger readByTwo = new AtomicInteger();
        one.books().follow(Book.ENDPOINTS, readByOne::incrementAndGet);
        two.books().follow(Book.ENDPOINTS, readByTwo::incrementAndGet);
        await().atMost(PATIENCE).until(() -> readByOne.get() == 1 && readByTwo.get() == 1);

        fixture.update("INSERT INTO endpoint VALUES ('x')");
        one.books().changed(Book.ENDPOINTS);

        assertThat(one.books().awaitRead(Book.ENDPOINTS, PATIENCE)).isTrue();
        assertThat(readByOne).hasValue(2);
        assertThat(readByTwo).hasValue(2);
    }

    @Test
    void a_server_that_leaves_is_missed_at_once_and_another_one_leads() throws Exception {
        PostgresCluster one = join("one", fixture.url);
        PostgresCluster two = join("two", fixture.url);
        await().atMost(PATIENCE).until(() -> one.members().size() == 2);
        List<Object> told = new CopyOnWriteArrayList<>();
        two.notices().listen(Kind.WORK, told::add);
        assertThat(one.isLeader()).isTrue();

        one.leave();

        await().atMost(PATIENCE).until(() -> two.isLeader() && two.members().size() == 1 && !told.isEmpty());
    }

    private String behindTheNetwork() {
        return fixture.url.replace(":" + server.port() + "/", ":" + network.port() + "/");
    }

    private PostgresCluster join(String name, String url) throws SQLException, IOException {
        WorkRelease release = new WorkRelease() {
            @Override
            public void afterDeath(Connection connection, int number) {
                released.add(number);
            }

            @Override
            public void afterLeaving(Connection connection, int number) {
                released.add(number);
            }
        };
        PostgresCluster joined = PostgresCluster.join(
                ClusterFixture.connector(url),
                new ClusterOptions(
                        name, "m", EnumSet.allOf(ServerRole.class), 1, "1", LEASE, () -> Duration.ofSeconds(1)),
                Files.createDirectories(folder.resolve(name)),
                release,
                () -> {},
                Optional::empty);
        all.add(joined);
        return joined;
    }
}
