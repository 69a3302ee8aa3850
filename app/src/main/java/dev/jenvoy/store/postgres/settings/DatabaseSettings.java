package dev.jenvoy.store.postgres.settings;

import com.google.errorprone.annotations.CheckReturnValue;
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

    private DatabaseSettings() {}

    /**
     * Connects once to a database, and returns what breaks a promise as {@link #inspect(Connection, String, SettingDemands,
     * InstantSource)} does. A database that does not answer, or refuses the role, is a warning. Blocks for ten seconds at most
     * until it answers.
     *
     * @param password empty where the database asks for no password
     */
    public static List<SettingProblem> inspect(
            String url, String user, String password, String schema, SettingDemands demands, InstantSource clock) {
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
            return inspect(connection, Optional.of(connector), schema, demands, clock);
        } catch (SQLException e) {
            return List.of(notChecked(String.valueOf(e.getMessage())));
        }
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("journal.url is not the URL of a PostgreSQL database");
        }
        return connection;
    }

    private static SettingProblem notChecked(String words) {
        return SettingProblem.warning(
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
        return inspect(connection, Optional.empty(), schema, demands, clock);
    }

    private static List<SettingProblem> inspect(
            Connection connection,
            Optional<PoolProbe.Connector> connector,
            String schema,
            SettingDemands demands,
            InstantSource clock)
            throws SQLException {
        List<SettingProblem> problems = new ArrayList<>();
        DatabaseFacts facts = DatabaseFacts.read(connection, schema);
        new DurabilityRules(facts, demands).look(problems::add);
        new CapacityRules(facts, demands).look(problems::add);
        if (!facts.inRecovery()) {
            // A standby takes no LISTEN; its clock and its snapshots are another machine's.
            new ConnectionRules(connection, connector, clock).look(facts, problems::add);
            problems.addAll(HeldSnapshots.read(connection).problems());
        }
        List<SettingProblem> sorted = new ArrayList<>(
                problems.stream().filter(SettingProblem::isRefused).toList());
        problems.stream().filter(problem -> !problem.isRefused()).forEach(sorted::add);
        return sorted;
    }
}
