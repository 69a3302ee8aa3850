package dev.jenvoy.store.postgres.settings;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Holds the settings of a database against what the store promises. Changes nothing in it. */
@CheckReturnValue
public final class DatabaseSettings {

    private static final String LOGIN_SECONDS = "10";

    /** PostgreSQL's too_many_connections. */
    private static final String NO_CONNECTION_LEFT = "53300";

    private DatabaseSettings() {}

    /**
     * Connects once to a database, and returns what breaks a promise as {@link #inspect(Connection, String, SettingDemands,
     * InstantSource)} does, and whether its tables fit this program. A database that does not answer, or refuses the role, is a
     * warning. Blocks for ten seconds at most until it answers.
     *
     * @param password empty where the database asks for no password
     * @param schema has, or gets, the tables
     */
    public static DatabaseReport look(
            String url,
            String user,
            String password,
            DatabaseSchema schema,
            SettingDemands demands,
            InstantSource clock) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "jenvoy check");
        properties.setProperty("targetServerType", "preferPrimary");
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("connectTimeout", LOGIN_SECONDS);
        properties.setProperty("socketTimeout", LOGIN_SECONDS);
        PoolProbe.Connector connector = () -> connect(url, properties);
        try (Connection connection = connector.open()) {
            return look(connection, connector, schema, demands, clock);
        } catch (SQLException e) {
            return new DatabaseReport(List.of(notChecked(e)), Optional.empty());
        }
    }

    private static DatabaseReport look(
            Connection connection,
            PoolProbe.Connector connector,
            DatabaseSchema schema,
            SettingDemands demands,
            InstantSource clock)
            throws SQLException {
        DatabaseFacts facts = DatabaseFacts.read(connection, schema.name());
        List<SettingProblem> problems = problems(connection, Optional.of(connector), facts, demands, clock);
        if (problems.stream().anyMatch(ConnectionRules::lendsSessions)) {
            // The search path would be another connection's.
            return new DatabaseReport(sorted(problems), Optional.empty());
        }
        SchemaVersion tables = SchemaMigration.read(connection, schema);
        tables.refusal(schema.version())
                .ifPresent(refusal -> problems.add(SettingProblem.refused("tables", refusal.words(), refusal.cure())));
        String release = facts.text("server_version").orElse("").replaceFirst(" .*", "");
        return new DatabaseReport(
                sorted(problems),
                Optional.of(new SeenDatabase(release, !facts.inRecovery(), tables, schema.version())));
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("journal.url is not the URL of a PostgreSQL database");
        }
        return connection;
    }

    private static SettingProblem notChecked(SQLException failure) {
        String words = String.valueOf(failure.getMessage());
        return NO_CONNECTION_LEFT.equals(failure.getSQLState())
                ? SettingProblem.warning(
                        "connection",
                        "it was not checked, because it has no connection left (" + words + ")",
                        "raise the limit of the role, of the database, or max_connections, or end what holds"
                                + " connections; pg_stat_activity shows it")
                : SettingProblem.warning(
                        "connection",
                        "it was not checked, because it does not answer (" + words + ")",
                        "look for the database, the network, and its pg_hba.conf");
    }

    /**
     * Returns what breaks a promise, the worst first; empty if nothing does. Blocks for some statements, and for two seconds
     * where messages do not come back.
     *
     * @param connection made as the store makes its own, because the settings in force on it count; commits each statement
     *     by itself
     * @param schema the name of the schema that has, or gets, the tables
     * @param clock the clock of this machine
     */
    public static List<SettingProblem> inspect(
            Connection connection, String schema, SettingDemands demands, InstantSource clock) throws SQLException {
        DatabaseFacts facts = DatabaseFacts.read(connection, schema);
        return sorted(problems(connection, Optional.empty(), facts, demands, clock));
    }

    private static List<SettingProblem> problems(
            Connection connection,
            Optional<PoolProbe.Connector> connector,
            DatabaseFacts facts,
            SettingDemands demands,
            InstantSource clock)
            throws SQLException {
        List<SettingProblem> problems = new ArrayList<>();
        new DurabilityRules(facts, demands).look(problems::add);
        new CapacityRules(facts, demands).look(problems::add);
        if (!facts.inRecovery()) {
            // A standby takes no LISTEN; its clock and its snapshots are another machine's.
            new ConnectionRules(connection, connector, clock).look(facts, problems::add);
            problems.addAll(HeldSnapshots.read(connection).problems());
        }
        return problems;
    }

    private static List<SettingProblem> sorted(List<SettingProblem> problems) {
        List<SettingProblem> sorted = new ArrayList<>(
                problems.stream().filter(SettingProblem::isRefused).toList());
        problems.stream().filter(problem -> !problem.isRefused()).forEach(sorted::add);
        return sorted;
    }
}
