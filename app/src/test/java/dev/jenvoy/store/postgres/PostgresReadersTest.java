package dev.jenvoy.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connections that read, as the database sees them. */
class PostgresReadersTest {

    private final PostgresServer server = PostgresServer.shared();
    private final String url = server.newDatabase();
    private final PostgresReaders readers = new PostgresReaders(
            new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA)),
            "jenvoy:readers");

    @AfterEach
    void close() {
        readers.close();
    }

    private void awaitIdle() {
        String database = url.substring(url.lastIndexOf('/') + 1);
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.sql(
                                "postgres",
                                "SELECT DISTINCT state FROM pg_stat_activity WHERE application_name = 'jenvoy:readers'"
                                        + " AND datname = '" + database + "'")
                        .equals(List.of("idle")));
    }

    @Test
    void a_connection_that_nobody_has_used_yet_is_in_no_transaction() {
        awaitIdle();
    }

    @Test
    void a_connection_that_was_used_is_in_no_transaction() throws SQLException {
        assertThat(readers.<Long>read(session -> session.number("SELECT 1"))).isEqualTo(1);

        awaitIdle();
    }

    @Test
    void no_statement_takes_longer_than_the_driver_waits_for_it() throws SQLException {
        for (int read = 0; read < 3; read++) {
            assertThat(readers.<String>read(session -> session.bind("SHOW statement_timeout")
                            .first(row -> row.text())
                            .orElseThrow()))
                    .isEqualTo("14s");
        }
    }
}
