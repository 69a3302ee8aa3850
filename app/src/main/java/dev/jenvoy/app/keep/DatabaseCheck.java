package dev.jenvoy.app.keep;

import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.settings.DatabaseSettings;
import dev.jenvoy.store.postgres.settings.Replication;
import dev.jenvoy.store.postgres.settings.SettingDemands;
import dev.jenvoy.store.postgres.settings.SettingProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the settings of the database, in which servers share a journal, say about what is promised. Its classes, and those of the
 * database, are loaded only where a configuration names a database.
 *
 * @param faults reasons for which no server starts
 * @param warnings what does not prevent a start
 */
public record DatabaseCheck(List<String> faults, List<String> warnings) {

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
        for (SettingProblem problem : inspect(options)) {
            (problem.isRefused() ? faults : warnings).add("the database: " + problem.describe());
        }
        return new DatabaseCheck(faults, warnings);
    }

    private static List<SettingProblem> inspect(JournalOptions options) {
        String password = options.passwordText().orElse("");
        return DatabaseSettings.inspect(
                options.url(),
                options.user(),
                password,
                PostgresOptions.SCHEMA,
                demands(options),
                InstantSource.system());
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
