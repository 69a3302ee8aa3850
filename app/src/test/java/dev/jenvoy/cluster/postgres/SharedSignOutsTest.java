package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-outs among several servers on a real database. */
class SharedSignOutsTest {

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
    void what_was_ended_at_one_server_counts_there_at_once_and_at_the_others_with_their_next_beat() throws Exception {
        var one = fixture.join("one");
        var two = fixture.join("two");
        Instant until = Instant.now().plus(Duration.ofHours(1));

        one.cluster.signOuts().add("session", until);

        assertThat(one.cluster.signOuts().contains("session")).isTrue();
        assertThat(two.cluster.signOuts().contains("session")).isFalse();
        one.threads.saveSignOuts();
        two.beat();
        one.beat();
        assertThat(two.cluster.signOuts().contains("session")).isTrue();
        assertThat(one.cluster.signOuts().contains("session")).isTrue();
        assertThat(two.cluster.signOuts().contains("another")).isFalse();
        assertThat(fixture.join("three").cluster.signOuts().contains("session")).isTrue();
    }

    @Test
    void a_sign_out_is_told_when_the_database_is_there_again() throws Exception {
        var one = fixture.join("one");
        fixture.update("ALTER TABLE sign_out RENAME TO away");
        one.cluster.signOuts().add("session", Instant.now().plus(Duration.ofHours(1)));
        one.threads.saveSignOuts();
        assertThat(one.cluster.signOuts().contains("session")).isTrue();

        fixture.update("ALTER TABLE away RENAME TO sign_out");
        one.threads.saveSignOuts();

        assertThat(fixture.value("SELECT session FROM sign_out")).isEqualTo("session");
    }

    @Test
    void sessions_that_would_have_ended_long_ago_are_forgotten() throws Exception {
        var one = fixture.join("one");
        one.cluster.signOuts().add("old", Instant.now().minus(Duration.ofHours(25)));
        one.cluster.signOuts().add("new", Instant.now().plus(Duration.ofHours(1)));

        one.threads.saveSignOuts();

        assertThat(fixture.value("SELECT string_agg(session, ' ') FROM sign_out"))
                .isEqualTo("new");
    }
}
