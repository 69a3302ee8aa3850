package dev.jenvoy.app;

import dev.jenvoy.config.GivenValue;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.web.admin.http.ConfigReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows the configuration in the keys and shapes of its file, so that it can be written there again, and what is wrong
 * with the file. Secrets are not shown.
 */
final class ShownConfig implements Supplier<ConfigReport> {

    private final LiveConfig config;

    ShownConfig(LiveConfig config) {
        this.config = config;
    }

    @Override
    public ConfigReport get() {
        List<Problem> problems = config.problems();
        return new ConfigReport(
                config.path().toString(),
                config.since(),
                config.get().shown(),
                problems.stream().map(ShownConfig::flaw).toList(),
                problems.stream()
                        .filter(Problem::restart)
                        .map(Problem::key)
                        .distinct()
                        .toList(),
                config.given().stream()
                        .map(given -> new ConfigReport.Given(given.key(), given.option()))
                        .toList(),
                keys());
    }

    private List<ConfigReport.Key> keys() {
        Set<String> named = config.named();
        Set<String> given = config.given().stream().map(GivenValue::key).collect(Collectors.toSet());
        return config.inForce().shownKeys(config.path().resolveSibling("")).stream()
                .map(key -> new ConfigReport.Key(
                        key.section(),
                        key.key(),
                        key.value(),
                        key.fallback(),
                        given.contains(key.key()) ? "command_line" : named.contains(key.key()) ? "file" : "default",
                        key.isLive() ? "live" : "restart",
                        key.type(),
                        key.help()))
                .toList();
    }

    private static ConfigReport.Flaw flaw(Problem problem) {
        return new ConfigReport.Flaw(
                problem.severity().name().toLowerCase(Locale.ROOT),
                problem.key(),
                problem.line(),
                problem.column(),
                problem.where().isEmpty() ? problem.message() : problem.message() + ": " + problem.where());
    }
}
