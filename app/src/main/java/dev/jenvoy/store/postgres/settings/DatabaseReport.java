package dev.jenvoy.store.postgres.settings;

import java.util.List;
import java.util.Optional;

/**
 * What a look at a database found.
 *
 * @param problems what breaks a promise, the worst first
 * @param seen the database; empty if it did not answer
 */
public record DatabaseReport(List<SettingProblem> problems, Optional<SeenDatabase> seen) {

    public DatabaseReport {
        problems = List.copyOf(problems);
    }
}
