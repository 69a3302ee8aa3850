package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.Standing;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers on a real database, whose clocks are set by the test. */
class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private ClusterFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new ClusterFixture(PostgresServer.shared().newDatabase(), folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void servers_see_each_other_with_what_they_say_of_themselves() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two", Set.of(ServerRole.INTAKE), fixture.url);

        two.cluster.publish(new Load(8, 3, 5));
        two.cluster.publish(new Digests("h", "c"));
        two.beat();
        one.beat();

        assertThat(one.cluster.members()).hasSize(2);
        Member seen = one.cluster.members().get(1);
        assertThat(seen.number()).isEqualTo(two.number()).isGreaterThan(one.number());
        assertThat(seen.name()).isEqualTo("two");
        assertThat(seen.machine()).isEqualTo("machine-two");
        assertThat(seen.roles()).containsExactly(ServerRole.INTAKE);
        assertThat(seen.load()).isEqualTo(new Load(8, 3, 5));
        assertThat(seen.digests()).isEqualTo(new Digests("h", "c"));
        assertThat(seen.patience()).isEqualTo(PATIENCE);
        assertThat(seen.isLive()).isTrue();
    }

    @Test
    void a_frozen_server_is_taken_over_after_its_patience_and_not_before() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        fixture.hold(7, two.number());

        // The first look begins the count.
        one.beat();
        one.beatFor(PATIENCE.minusSeconds(2));
        assertThat(fixture.value("SELECT owner FROM held")).isEqualTo(Integer.toString(two.number()));
        assertThat(one.cluster.members()).hasSize(2);

        one.beat();

        assertThat(fixture.value("SELECT owner FROM held")).isNull();
        assertThat(one.heard.words).contains("took over " + two.number());
        one.beat();
        assertThat(one.cluster.members()).hasSize(1);
    }

    @Test
    void a_server_that_was_taken_over_knows_it_at_its_next_beat_and_becomes_a_new_one() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        int before = two.number();
        one.beatFor(PATIENCE.plusSeconds(4));

        two.beat();

        assertThat(two.cluster.standing()).isEqualTo(Standing.TAKEN_OVER);
        assertThat(two.heard.words).contains("TAKEN_OVER");
        assertThat(two.cluster.standing().mayStart()).isFalse();

        two.cluster.rejoin();
        two.beat();

        assertThat(two.number()).isGreaterThan(before);
        assertThat(two.cluster.standing()).isEqualTo(Standing.FULL);
        assertThat(two.heard.words).containsSubsequence("TAKEN_OVER", "is " + two.number(), "FULL");
        one.beat();
        assertThat(one.cluster.members()).extracting(Member::number).containsExactly(one.number(), two.number());
    }

    @Test
    void a_database_that_is_away_for_a_minute_causes_no_takeover() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        one.beatFor(Duration.ofSeconds(36));
        two.beat();
        one.beat();

        for (int outage = 0; outage < 4; outage++) {
            // No server reaches it, so no beat moves; then both come back, this one first.
            one.pass(Duration.ofMinutes(1));
            one.threads.beat();
            one.beatFor(Duration.ofSeconds(20));
            two.pass(Duration.ofMinutes(1));
            two.threads.beat();
            one.threads.beat();
        }

        assertThat(one.heard.words).doesNotContain("took over " + two.number());
        assertThat(two.cluster.standing()).isEqualTo(Standing.FULL);
    }

    @Test
    void a_server_whose_beats_do_not_arrive_is_restricted_and_then_cut_off_by_its_own_clock() throws Exception {
        var one = fixture.join("one");

        one.pass(Duration.ofSeconds(9));
        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
        one.pass(Duration.ofSeconds(1));
        assertThat(one.cluster.standing()).isEqualTo(Standing.RESTRICTED);
        assertThat(one.cluster.isLeader()).isTrue();
        one.threads.look();
        one.pass(Duration.ofSeconds(20));
        assertThat(one.cluster.standing()).isEqualTo(Standing.CUT_OFF);
        assertThat(one.cluster.isLeader()).isFalse();
        one.threads.look();
        one.threads.beat();
        one.threads.look();

        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
        assertThat(one.heard.words).containsExactly("RESTRICTED", "CUT_OFF", "follows", "FULL", "leads");
    }

    @Test
    void clocks_ten_minutes_off_change_nothing() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        one.nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        two.nanos.addAndGet(-Duration.ofMinutes(10).toNanos());
        one.threads.beat();
        two.threads.beat();

        for (int i = 0; i < 60; i++) {
            one.beat();
            two.beat();
        }

        assertThat(one.heard.words).noneMatch(word -> word.startsWith("took over"));
        assertThat(two.heard.words).noneMatch(word -> word.startsWith("took over"));
        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
        assertThat(two.cluster.standing()).isEqualTo(Standing.FULL);
    }

    @Test
    void one_worker_leads_and_another_one_follows_when_it_is_taken_over() throws Exception {
        var intake = fixture.join("intake", Set.of(ServerRole.INTAKE), fixture.url);
        var one = fixture.join("one");
        var two = fixture.join("two");
        assertThat(intake.cluster.isLeader()).isFalse();
        assertThat(one.cluster.isLeader()).isTrue();
        assertThat(two.cluster.isLeader()).isFalse();

        for (Duration left = PATIENCE.plusSeconds(6); !left.isNegative(); left = left.minusSeconds(2)) {
            intake.beat();
            two.beat();
        }

        assertThat(two.cluster.isLeader()).isTrue();
        assertThat(two.heard.words).contains("leads");
        assertThat(intake.cluster.members())
                .filteredOn(Member::leader)
                .extracting(Member::number)
                .containsExactly(two.number());
        one.beat();
        assertThat(one.cluster.isLeader()).isFalse();
    }

    @Test
    void a_server_that_leaves_hands_over_at_once() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        fixture.hold(7, one.number());

        one.cluster.drain();
        two.beat();
        assertThat(two.cluster.members().get(0).state()).isEqualTo(Member.State.LEAVING);
        assertThat(two.cluster.isLeader()).isFalse();
        one.cluster.leave();
        two.beat();

        assertThat(two.cluster.isLeader()).isTrue();
        assertThat(two.cluster.members()).extracting(Member::number).containsExactly(two.number());
        assertThat(fixture.value("SELECT owner FROM held")).isNull();
        assertThat(fixture.value("SELECT state FROM server WHERE id = " + one.number()))
                .isEqualTo(Integer.toString(Member.State.LEFT.code()));
    }

    @Test
    void a_beat_that_meets_the_end_of_its_own_server_is_no_takeover() throws Exception {
        var one = fixture.join("one");
        one.meanwhile = one.cluster::leave;

        one.beat();

        assertThat(fixture.value("SELECT state FROM server")).isEqualTo(Integer.toString(Member.State.LEFT.code()));
        assertThat(one.heard.words).doesNotContain("TAKEN_OVER");
        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
    }

    @Test
    void the_next_server_on_the_same_folder_takes_its_predecessor_over_at_once() throws Exception {
        var one = fixture.join("one");
        fixture.hold(7, one.number());
        one.cluster.close();

        var next = fixture.join("one");

        assertThat(next.orphansEnded).isTrue();
        assertThat(fixture.value("SELECT owner FROM held")).isNull();
        assertThat(next.cluster.members()).extracting(Member::number).containsExactly(next.number());
        assertThat(next.cluster.isLeader()).isTrue();
    }

    @Test
    void a_number_that_a_restored_database_gave_to_another_server_is_not_taken_over() throws Exception {
        var before = fixture.join("one");
        before.cluster.close();
        restore();
        var other = fixture.join("two");
        fixture.hold(7, other.number());

        var next = fixture.join("one");

        assertThat(other.number()).isEqualTo(before.number());
        assertThat(next.orphansEnded).isFalse();
        assertThat(fixture.value("SELECT owner FROM held")).isEqualTo(Integer.toString(other.number()));
        other.beat();
        assertThat(other.cluster.standing()).isEqualTo(Standing.FULL);
        next.cluster.close();
        assertThat(fixture.join("one").orphansEnded).isTrue();
    }

    /** The database is as it was before the first server. */
    private void restore() throws SQLException {
        fixture.update("DELETE FROM server");
        fixture.update("ALTER TABLE server ALTER COLUMN id RESTART WITH 1");
    }

    @Test
    void a_predecessor_that_had_become_a_new_server_is_taken_over_at_once() throws Exception {
        var one = fixture.join("one");
        int before = one.number();
        one.cluster.rejoin();
        one.cluster.close();

        var next = fixture.join("one");

        assertThat(one.number()).isGreaterThan(before);
        assertThat(fixture.value("SELECT released FROM server WHERE id = " + one.number()))
                .isEqualTo("t");
        assertThat(next.orphansEnded).isTrue();
    }

    @Test
    void a_predecessor_of_the_version_before_is_known_by_its_number() throws Exception {
        var one = fixture.join("one");
        one.cluster.close();
        asOfTheVersionBefore(one.number());
        fixture.update("UPDATE server SET beat = 3");

        assertThat(fixture.join("one").orphansEnded).isTrue();
    }

    @Test
    void a_number_that_the_version_before_kept_is_not_that_of_a_server_of_this_version() throws Exception {
        var one = fixture.join("one");
        asOfTheVersionBefore(one.number());

        assertThat(fixture.join("one").orphansEnded).isFalse();
        one.beat();
        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
    }

    private void asOfTheVersionBefore(int number) throws Exception {
        String cluster = fixture.value("SELECT value FROM setting WHERE name = 'cluster'");
        Files.writeString(folder.resolve("one").resolve("server"), number + " " + cluster + "\n");
    }

    @Test
    void a_predecessor_that_left_in_good_order_leaves_nothing_to_take_over() throws Exception {
        var one = fixture.join("one");
        one.cluster.leave();

        var next = fixture.join("one");

        assertThat(next.orphansEnded).isFalse();
    }

    @Test
    void a_folder_that_was_moved_to_another_database_takes_nobody_over() throws Exception {
        var one = fixture.join("one");
        fixture.update("UPDATE setting SET value = value + 1 WHERE name = 'cluster'");

        var next = fixture.join("one");

        assertThat(next.orphansEnded).isFalse();
        assertThat(next.cluster.members()).extracting(Member::number).containsExactly(one.number(), next.number());
    }

    @Test
    void a_takeover_ends_the_dead_servers_transactions_before_its_work_is_free() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        fixture.hold(7, two.number());
        try (Connection open = ClusterFixture.connector(fixture.url).open(Connector.nameOf(two.number()))) {
            open.setAutoCommit(false);
            try (var statement = open.createStatement()) {
                // Nothing but the end of its session makes it give this row back.
                statement.execute("UPDATE held SET entry = 8");
            }

            one.beatFor(PATIENCE.plusSeconds(2));

            assertThat(open.isValid(1)).isFalse();
        }
        assertThat(fixture.value("SELECT owner FROM held")).isNull();
        assertThat(fixture.value("SELECT entry FROM held")).isEqualTo("7");
    }

    @Test
    void a_takeover_leaves_the_sessions_of_other_clusters_alone() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        String name = Connector.nameOf(two.number());
        String restored = PostgresServer.shared().newDatabase();
        try (Connection own = ClusterFixture.connector(fixture.url).open(name);
                Connection database = ClusterFixture.connector(restored).open(name);
                Connection schema = rehearsal().open(name)) {
            one.beatFor(PATIENCE.plusSeconds(2));

            assertThat(own.isValid(1)).isFalse();
            assertThat(database.isValid(1)).isTrue();
            assertThat(schema.isValid(1)).isTrue();
        }
    }

    @Test
    void a_takeover_in_another_schema_of_the_same_database_ends_the_sessions_of_that_schema_alone() throws Exception {
        var one = fixture.join("one");
        fixture.update("CREATE SCHEMA rehearsal");
        try (Connection connection = rehearsal().open("jenvoy");
                Statement statement = connection.createStatement()) {
            for (String text : ClusterTables.statements()) {
                statement.execute(text);
            }
            statement.execute("INSERT INTO server (name, machine, roles, program, version, patience)"
                    + " VALUES ('same number', 'm', 3, 1, '1', 40000)");
        }
        MemberTable.Start sameNumber = new MemberTable.Start(one.number(), 0);
        String name = Connector.nameOf(one.number());
        try (Connection live = ClusterFixture.connector(fixture.url).open(name);
                Connection dead = rehearsal().open(name)) {
            assertThat(new Takeover(rehearsal(), () -> 2, nothing()).takeDead(sameNumber, () -> {}))
                    .isTrue();

            assertThat(dead.isValid(1)).isFalse();
            assertThat(live.isValid(1)).isTrue();
        }
        one.beat();
        assertThat(one.cluster.standing()).isEqualTo(Standing.FULL);
    }

    /** Leads to another schema of the same database. */
    private Connector rehearsal() {
        return new PostgresConnections(new PostgresOptions(fixture.url, PostgresServer.USER, null, "rehearsal"))::open;
    }

    @Test
    void a_server_that_does_not_get_on_sends_no_beat_and_is_taken_over() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        two.stuck = Optional.of("its writer hangs");

        for (int i = 0; i < 22; i++) {
            one.beat();
            two.beat();
        }

        assertThat(two.cluster.standing()).isEqualTo(Standing.CUT_OFF);
        assertThat(one.heard.words).contains("took over " + two.number());
    }

    @Test
    void a_beat_that_comes_at_the_last_moment_prevents_the_takeover() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        MemberRow dead;
        try (Connection connection = PostgresServer.connect(fixture.url)) {
            dead = MemberTable.beat(
                            connection, one.number(), new MemberTable.Report(40_000, Load.NONE, Digests.EMPTY, false))
                    .rows()
                    .get(1);
        }

        two.beat();

        assertThat(new Takeover(ClusterFixture.connector(fixture.url), one::number, nothing()).take(dead))
                .isFalse();
        assertThat(two.cluster.standing()).isEqualTo(Standing.FULL);
    }

    @Test
    void another_server_finishes_a_takeover_whose_server_died_over_it() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        fixture.hold(7, two.number());
        fixture.update("UPDATE server SET state = 2 WHERE id = " + two.number());

        one.beatFor(Duration.ofSeconds(8));
        assertThat(fixture.value("SELECT owner FROM held")).isNotNull();
        one.beat();

        assertThat(fixture.value("SELECT owner FROM held")).isNull();
        assertThat(one.heard.words).contains("took over " + two.number());
    }

    @Test
    void two_servers_that_take_a_third_over_do_it_once() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        var three = fixture.join("three");
        for (int i = 0; i < 24; i++) {
            one.beat();
            two.beat();
        }

        assertThat(one.heard.words.stream()
                                .filter(word -> word.startsWith("took"))
                                .count()
                        + two.heard.words.stream()
                                .filter(word -> word.startsWith("took"))
                                .count())
                .isEqualTo(1);
        assertThat(fixture.value("SELECT released FROM server WHERE id = " + three.number()))
                .isEqualTo("t");
    }

    private static WorkRelease nothing() {
        return new WorkRelease() {
            @Override
            public void afterDeath(Connection connection, int server) {}

            @Override
            public void afterLeaving(Connection connection, int server) {}
        };
    }

    @Test
    void rows_of_servers_long_gone_are_deleted_by_the_leader() throws Exception {
        fixture.update("INSERT INTO server (name, machine, roles, program, version, patience, state, released)"
                + " SELECT 'old', 'm', 3, 1, '1', 40000, 3, false FROM generate_series(1, 1100)");
        var one = fixture.join("one");

        one.beat();

        assertThat(fixture.value("SELECT count(*) FROM server WHERE name = 'old'"))
                .isEqualTo("1000");
    }
}
