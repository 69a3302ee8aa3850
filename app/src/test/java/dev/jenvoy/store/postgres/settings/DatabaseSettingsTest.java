package dev.jenvoy.store.postgres.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real databases whose settings break promises. */
final class DatabaseSettingsTest {

    private static final SettingDemands DEFAULTS = new SettingDemands(Replication.NO, true, 3);

    private static List<SettingProblem> inspect(String url, SettingDemands demands) throws SQLException {
        try (Connection connection = PostgresServer.connect(url)) {
            return DatabaseSettings.inspect(connection, "jenvoy", demands, InstantSource.system());
        }
    }

    private static List<String> refused(List<SettingProblem> problems) {
        return problems.stream()
                .filter(SettingProblem::isRefused)
                .map(SettingProblem::setting)
                .toList();
    }

    private static List<String> warnings(List<SettingProblem> problems) {
        return problems.stream()
                .filter(problem -> !problem.isRefused())
                .map(SettingProblem::setting)
                .toList();
    }

    /** Returns the settings that a connection with these defaults of its own breaks. */
    private static List<SettingProblem> with(String setting, String value) throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET " + setting + " = '" + value + "'");
            return DatabaseSettings.inspect(connection, "jenvoy", DEFAULTS, InstantSource.system());
        }
    }

    @Test
    void aDatabaseWithoutSyncIsRefusedUnlessThatIsAccepted() throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        List<SettingProblem> strict = inspect(url, new SettingDemands(Replication.NO, false, 1));
        assertThat(refused(strict)).containsExactly("fsync", "full_page_writes");
        assertThat(strict.get(0).describe()).contains("journal.unsafe");
        List<SettingProblem> trial = inspect(url, DEFAULTS);
        assertThat(refused(trial)).isEmpty();
        assertThat(warnings(trial)).containsExactly("fsync", "full_page_writes");
    }

    @Test
    void aGoodDatabaseHasNoProblem() throws SQLException {
        try (PostgresServer server = PostgresServer.durable()) {
            assertThat(inspect(server.newDatabase(), new SettingDemands(Replication.NO, false, 3)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "default_transaction_isolation, serializable, default_transaction_isolation",
        "default_transaction_read_only, on, read-only"
    })
    void refuses(String setting, String value, String named) throws SQLException {
        assertThat(refused(with(setting, value))).containsExactly(named);
    }

    @ParameterizedTest
    @CsvSource({
        "synchronous_commit, off",
        "synchronous_commit, local",
        "statement_timeout, 5s",
        "idle_session_timeout, 1min",
    })
    void warnsOf(String setting, String value) throws SQLException {
        assertThat(warnings(with(setting, value))).contains(setting);
    }

    @Test
    void anotherEncodingIsRefused() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        server.sql("postgres", "CREATE DATABASE latin OWNER jenvoy ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        assertThat(refused(inspect(server.url("latin"), DEFAULTS))).containsExactly("encoding");
    }

    @Test
    void aRoleWithoutRightsIsRefused() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        server.sql("postgres", "CREATE DATABASE foreign_one");
        assertThat(refused(inspect(server.url("foreign_one"), DEFAULTS))).containsExactly("rights");
    }

    @Test
    void aRoleWithARightOnTheSchemaAloneIsAccepted() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        server.sql("postgres", "CREATE DATABASE foreign_two");
        server.sql("foreign_two", "CREATE SCHEMA jenvoy AUTHORIZATION jenvoy");
        assertThat(refused(inspect(server.url("foreign_two"), DEFAULTS))).isEmpty();
    }

    @Test
    void tooFewConnectionsAreSaid() throws SQLException {
        List<SettingProblem> problems =
                inspect(PostgresServer.shared().newDatabase(), new SettingDemands(Replication.NO, true, 22));
        assertThat(problems)
                .anySatisfy(problem -> assertThat(problem.describe())
                        .contains("max_connections", "197 connections", "22 servers need 198"));
    }

    @Test
    void requiredReplicationNeedsAStandbyAndWantsTwo() throws SQLException {
        SettingDemands demands = new SettingDemands(Replication.REQUIRED, false, 1);
        try (PostgresServer server = PostgresServer.durable()) {
            String url = server.newDatabase();
            assertThat(refused(inspect(url, demands))).containsExactly("synchronous_standby_names");
            assertThat(inspect(url, new SettingDemands(Replication.MANAGED, false, 1)))
                    .isEmpty();
            server.set("synchronous_standby_names", "ANY 1 (a)");
            assertThat(warnings(inspect(url, demands))).containsExactly("synchronous_standby_names");
            server.set("synchronous_standby_names", "ANY 1 (a, b)");
            assertThat(inspect(url, demands)).isEmpty();
            server.set("synchronous_standby_names", "a");
            assertThat(warnings(inspect(url, demands))).containsExactly("synchronous_standby_names");
            server.set("synchronous_standby_names", "*");
            assertThat(inspect(url, demands)).isEmpty();
        }
    }

    @Test
    void aStandbyIsRefused() throws SQLException {
        try (PostgresServer server = PostgresServer.durable();
                PostgresServer standby = server.standby("a")) {
            List<SettingProblem> problems =
                    inspect(standby.url("postgres"), new SettingDemands(Replication.NO, false, 1));
            assertThat(refused(problems)).contains("read-only");
            assertThat(problems.toString()).contains("this is a standby");
        }
    }

    @Test
    void anOffClockIsSaid() throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        InstantSource ahead = () -> InstantSource.system().instant().plus(Duration.ofMinutes(10));
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(warnings(DatabaseSettings.inspect(connection, "jenvoy", DEFAULTS, ahead)))
                    .contains("clock");
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void whatHoldsDeadRowsIsMeasured() throws SQLException {
        try (PostgresServer server = PostgresServer.start("fsync=off", "max_prepared_transactions=2");
                Connection reader = server.connectAsSuperuser(server.url("postgres"))) {
            String url = server.newDatabase();
            try (Connection holder = DriverManager.getConnection(url, PostgresServer.USER, "")) {
                holder.setAutoCommit(false);
                holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                try (Statement statement = holder.createStatement()) {
                    statement.execute("SELECT set_config('application_name', 'a dump', false)");
                }
                Awaitility.await("its age is seen")
                        .until(() ->
                                HeldSnapshots.read(reader).oldestTransaction().toSeconds() >= 1);
                assertThat(HeldSnapshots.read(reader).session())
                        .contains(new HeldSnapshots.Session("a dump", PostgresServer.USER, process(holder)));
                holder.rollback();
            }
            server.sql("postgres", "SELECT pg_create_physical_replication_slot('forgotten')");
            server.sql("postgres", "BEGIN; CREATE TABLE held (a int); PREPARE TRANSACTION 'held'");
            HeldSnapshots held = HeldSnapshots.read(reader);
            assertThat(held.idleSlots()).isEqualTo(1);
            assertThat(held.problems()).extracting(SettingProblem::setting).containsExactly("replication slots");
            assertThat(HeldSnapshots.of(601, 3_600, 0, Optional.empty()).problems())
                    .extracting(SettingProblem::setting)
                    .containsExactly("oldest snapshot", "prepared transaction");
        }
    }
}
