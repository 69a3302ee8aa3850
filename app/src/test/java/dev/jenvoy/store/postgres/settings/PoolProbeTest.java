package dev.jenvoy.store.postgres.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PgBouncer;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaStep;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real pools between a server and its database. */
@Timeout(120)
final class PoolProbeTest {

    private static final DatabaseSchema SCHEMA =
            new DatabaseSchema("jenvoy", List.of(new SchemaStep(List.of(), Map.of(), List.of())));

    private static List<SettingProblem> throughPool(String mode) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String direct = server.newDatabase();
        try (PgBouncer pool = PgBouncer.inFrontOf(server, mode)) {
            String database = direct.substring(direct.lastIndexOf('/') + 1);
            return DatabaseSettings.look(
                            pool.url(database),
                            PostgresServer.USER,
                            "",
                            SCHEMA,
                            new SettingDemands(Replication.NO, true, 3),
                            InstantSource.system())
                    .problems();
        }
    }

    @Test
    void a_pool_that_lends_sessions_for_transactions_is_refused() throws Exception {
        assertThat(throughPool("transaction"))
                .first()
                .satisfies(problem -> assertThat(problem.isRefused()).isTrue())
                .extracting(SettingProblem::describe)
                .asString()
                .contains("connection pool", "pool_mode = transaction");
    }

    @Test
    void a_pool_that_lends_sessions_for_connections_is_warned_of() throws Exception {
        List<SettingProblem> problems = throughPool("session");

        assertThat(problems).noneMatch(SettingProblem::isRefused);
        assertThat(problems).extracting(SettingProblem::setting).contains("connection pool");
        assertThat(problems).extracting(SettingProblem::setting).doesNotContain("LISTEN", "connection");
    }
}
