package dev.jenvoy.store.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.StoreRefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class SchemaMigrationTest {

    private static final SchemaStep FIRST =
            SchemaStep.of(List.of("CREATE TABLE thing (id bigint PRIMARY KEY, old text)"));

    /** Gives a column another name over two versions. */
    private static final SchemaStep SECOND = new SchemaStep(
            List.of("ALTER TABLE thing ADD COLUMN fresh text"),
            Map.of("thing_fresh", "ON thing (fresh)"),
            List.of("ALTER TABLE thing DROP COLUMN old"));

    private static final DatabaseSchema ONE = new DatabaseSchema("jenvoy", List.of(FIRST));
    private static final DatabaseSchema TWO = new DatabaseSchema("jenvoy", List.of(FIRST, SECOND));

    private final String url = PostgresServer.shared().newDatabase();

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    @Test
    void an_empty_database_gets_the_tables() throws SQLException, StoreRefusedException {
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.read(connection, TWO).version()).isZero();
            assertThat(SchemaMigration.expand(connection, TWO).version()).isEqualTo(2);
            assertThat(SchemaMigration.expand(connection, TWO).version()).isEqualTo(2);
            assertThat(SchemaMigration.read(connection, TWO).isFor(2)).isTrue();
            assertThat(is(connection, "SELECT to_regclass('thing_fresh') IS NOT NULL"))
                    .isTrue();
        }
    }

    /** Several times, because they meet at the same statement only now and then. */
    @RepeatedTest(20)
    void programs_that_come_at_once_make_them_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<SchemaVersion>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> {
                try (Connection connection = PostgresServer.connect(url)) {
                    return SchemaMigration.expand(connection, TWO);
                }
            }));
        }
        for (Future<SchemaVersion> one : all) {
            assertThat(one.get().version()).isEqualTo(2);
        }
        threads.shutdown();
    }

    @Test
    void an_older_program_goes_on_until_the_database_is_contracted() throws SQLException, StoreRefusedException {
        try (Connection older = PostgresServer.connect(url);
                Connection newer = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(older, ONE).version()).isEqualTo(1);
            execute(older, "INSERT INTO thing (id, old) VALUES (1, 'a')");
            assertThat(SchemaMigration.expand(newer, TWO).version()).isEqualTo(2);
            // The older one works on, and can be started again.
            execute(older, "INSERT INTO thing (id, old) VALUES (2, 'b')");
            assertThat(SchemaMigration.expand(older, ONE).version()).isEqualTo(2);

            assertThat(SchemaMigration.contract(newer, TWO, 1, true).contracted())
                    .isEqualTo(1);
            execute(older, "INSERT INTO thing (id, old) VALUES (3, 'c')");
            // An hour has not passed.
            assertThat(SchemaMigration.contract(newer, TWO, 2, false).contracted())
                    .isEqualTo(1);
            assertThat(SchemaMigration.contract(newer, TWO, 2, true))
                    .returns(2, SchemaVersion::contracted)
                    .returns(2, SchemaVersion::oldestProgram);
            assertThatThrownBy(() -> SchemaMigration.expand(older, ONE))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("only for programs from version 2");
        }
    }

    @Test
    void an_hour_later_it_is_contracted_by_itself() throws SQLException, StoreRefusedException {
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, TWO).version()).isEqualTo(2);
            execute(connection, "UPDATE schema_version SET changed = changed - interval '61 minutes'");
            assertThat(SchemaMigration.contract(connection, TWO, 2, false).contracted())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_step_waits_for_those_who_use_the_table() throws Exception {
        try (Connection user = PostgresServer.connect(url);
                Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, ONE).version()).isEqualTo(1);
            user.setAutoCommit(false);
            execute(user, "INSERT INTO jenvoy.thing (id) VALUES (1)");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<SchemaVersion> migrated = thread.submit(() -> SchemaMigration.expand(connection, TWO));
            thread.shutdown();
            try (Connection other = PostgresServer.connect(url)) {
                while (!is(other, "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")) {
                    Thread.onSpinWait();
                }
            }
            user.commit();
            assertThat(migrated.get().version()).isEqualTo(2);
        }
    }

    @Test
    void an_index_that_was_interrupted_is_made_again() throws SQLException, StoreRefusedException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = PostgresServer.connect(url);
                Connection superuser = server.connectAsSuperuser(url)) {
            assertThat(SchemaMigration.expand(connection, ONE).version()).isEqualTo(1);
            execute(connection, "ALTER TABLE thing ADD COLUMN fresh text");
            execute(connection, "CREATE INDEX thing_fresh ON thing (fresh)");
            execute(connection, "ALTER TABLE thing DROP COLUMN fresh, ADD COLUMN extra text");
            execute(connection, "CREATE INDEX thing_fresh ON thing (extra)");
            execute(
                    superuser,
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'jenvoy.thing_fresh'::regclass");
            assertThat(SchemaMigration.expand(connection, TWO).version()).isEqualTo(2);
            assertThat(is(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'thing_fresh'::regclass"))
                    .isTrue();
        }
    }
}
