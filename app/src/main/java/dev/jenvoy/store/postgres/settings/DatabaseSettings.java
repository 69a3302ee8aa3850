package dev.jenvoy.store.postgres.settings;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Holds the settings of a database against what the store promises. Changes nothing in it. */
@CheckReturnValue
public final class DatabaseSettings {

    private DatabaseSettings() {}

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
        List<SettingProblem> problems = new ArrayList<>();
        DatabaseFacts facts = DatabaseFacts.read(connection, schema);
        new DurabilityRules(facts, demands).look(problems::add);
        new CapacityRules(facts, demands).look(problems::add);
        if (!facts.inRecovery()) {
            // A standby takes no LISTEN; its clock and its snapshots are another machine's.
            new ConnectionRules(connection, clock).look(facts, problems::add);
            problems.addAll(HeldSnapshots.read(connection).problems());
        }
        List<SettingProblem> sorted = new ArrayList<>(
                problems.stream().filter(SettingProblem::isRefused).toList());
        problems.stream().filter(problem -> !problem.isRefused()).forEach(sorted::add);
        return sorted;
    }
}
