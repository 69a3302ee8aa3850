package dev.jenvoy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds that the fixture does to a database what a bad day does. */
class PostgresServerTest {

    @Test
    void each_test_has_a_database_of_its_own_and_no_rights_beyond() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String one = server.newDatabase();
        try (Connection connection = PostgresServer.connect(one);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA jenvoy CREATE TABLE t (n bigint)");

            assertThatThrownBy(() -> statement.execute("ALTER SYSTEM SET work_mem = '8MB'"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(server.newDatabase()).isNotEqualTo(one);
    }

    @Test
    void what_was_committed_survives_a_kill() throws SQLException {
        try (PostgresServer server = PostgresServer.durable()) {
            String url = server.newDatabase();
            String database = url.substring(url.lastIndexOf('/') + 1);
            server.sql(database, "CREATE TABLE t (n bigint)");
            server.sql(database, "INSERT INTO t VALUES (1)");
            try (Connection connection = PostgresServer.connect(url)) {
                server.kill();

                assertThat(connection.isValid(1)).isFalse();
                assertThatThrownBy(() -> PostgresServer.connect(url)).isInstanceOf(SQLException.class);
            }
            server.restart();

            assertThat(server.sql(database, "SELECT n FROM t")).containsExactly("1");
            assertThat(server.sql(database, "SHOW fsync")).containsExactly("on");
        }
    }

    @Test
    void a_synchronous_standby_takes_over_and_the_old_primary_follows_it() {
        try (PostgresServer first = PostgresServer.durable()) {
            first.sql("postgres", "CREATE TABLE t (n bigint)");
            try (PostgresServer second = first.standby("second")) {
                first.set("synchronous_standby_names", "ANY 1 (second)");
                first.sql("postgres", "INSERT INTO t VALUES (1)");
                first.kill();
                second.promote();
                second.sql("postgres", "INSERT INTO t VALUES (2)");
                first.followAfterFailover(second, "former");
                second.set("synchronous_standby_names", "ANY 1 (former)");
                second.sql("postgres", "INSERT INTO t VALUES (3)");

                assertThat(second.sql("postgres", "SELECT n FROM t ORDER BY n")).containsExactly("1", "2", "3");
                assertThat(first.sql("postgres", "SELECT pg_is_in_recovery()")).isEqualTo(List.of("t"));
            }
        }
    }

    @Test
    void a_frozen_one_answers_nobody_and_then_goes_on() throws SQLException {
        try (PostgresServer server = PostgresServer.durable();
                Connection connection = PostgresServer.connect(server.newDatabase())) {
            server.freeze();
            assertThat(connection.isValid(1)).isFalse();
            server.thaw();

            assertThat(server.sql("postgres", "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void nothing_is_left_behind() {
        PostgresServer server = PostgresServer.durable();
        assertThat(server.data()).exists();
        server.close();

        assertThat(Files.exists(server.data())).isFalse();
    }
}
