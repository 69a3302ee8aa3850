package dev.jenvoy.app.keep;

import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.postgres.settings.DatabaseReport;
import dev.jenvoy.store.postgres.settings.DatabaseSettings;
import dev.jenvoy.store.postgres.settings.Replication;
import dev.jenvoy.store.postgres.settings.SeenDatabase;
import dev.jenvoy.store.postgres.settings.SettingDemands;
import dev.jenvoy.store.postgres.settings.SettingProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the settings of the database, in which servers share a journal, say about what is promised, and whether its tables fit
 * this program. Its classes, and those of the database, are loaded only where a configuration names a database.
 *
 * @param faults reasons for which no server starts
 * @param warnings what does not prevent a start
 * @param seen the database; empty if it did not answer
 */
public record DatabaseCheck(List<String> faults, List<String> warnings, Optional<Seen> seen) {

    /**
     * A database that answered.
     *
     * @param words it in one line, with what the first server changes
     * @param release of PostgreSQL, such as 15.18
     * @param isPrimary whether it is no standby
     * @param tables the version of its tables; 0 without any
     * @param program the version of this program's tables
     */
    public record Seen(String words, String release, boolean isPrimary, int tables, int program) {

        private static Seen of(SeenDatabase seen) {
            return new Seen(
                    seen.describe(),
                    seen.release(),
                    seen.isPrimary(),
                    seen.tables().version(),
                    seen.program());
        }
    }

    /** As many as a small installation has: more are known when they run. */
    private static final int SERVERS = 3;

    public DatabaseCheck {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /** Asks the database, and changes nothing in it. Blocks for some seconds at most. A database that does not answer is a warning. */
    public static DatabaseCheck of(JournalOptions options) {
        List<String> faults = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        DatabaseReport report = DatabaseSettings.look(
                options.url(),
                options.user(),
                options.passwordText().orElse(""),
                DatabaseTables.SCHEMA,
                demands(options),
                InstantSource.system());
        for (SettingProblem problem : report.problems()) {
            (problem.isRefused() ? faults : warnings).add("the database: " + problem.describe());
        }
        return new DatabaseCheck(faults, warnings, report.seen().map(Seen::of));
    }

    /** Returns what a configuration asks of the database. */
    static SettingDemands demands(JournalOptions options) {
        Replication replication =
                switch (options.replicated()) {
                    case REQUIRED -> Replication.REQUIRED;
                    case MANAGED -> Replication.MANAGED;
                    case NO -> Replication.NO;
                };
        return new SettingDemands(replication, options.isUnsafe(), SERVERS);
    }
}
