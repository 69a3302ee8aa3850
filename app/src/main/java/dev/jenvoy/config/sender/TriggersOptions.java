package dev.jenvoy.config.sender;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.ValueReaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Declares {@code TRIGGERS} and the keys beside it, with the names that they have in git-triggler. */
public final class TriggersOptions {

    private static final int DAY_SECONDS = 86_400;
    private static final Duration USUAL = Duration.ofMinutes(5);

    private static final Option<Integer> ITERATIONS = Options.integer(
                    "SIG_HASH_ITERATIONS", 1, TriggersReader.MAX_ITERATIONS, 1000)
            .hidden()
            .live("How often a trigger's signature is hashed, 1 to 1000000.");

    private static final ValueType<List<TriggerConfig>> TRIGGERS = new ValueType<>(
            "object",
            context -> new TriggersReader(context.secrets(), context.values().get(ITERATIONS))::read,
            triggers -> Optional.of(ShownSenders.triggers(triggers)),
            (old, wanted, report) -> wanted,
            false);

    public static final OptionGroup<TriggersConfig> GROUP = OptionGroup.of(
            ITERATIONS,
            Options.of("SIG_TIMESTAMP_EXPIRATION", seconds(1), USUAL)
                    .live("How many seconds old a trigger may be, 1 to 86400."),
            Options.of("SIG_TIMESTAMP_FUTURE", seconds(-DAY_SECONDS), USUAL)
                    .live("How many seconds in the future a trigger's timestamp may lie, up to 86400."),
            Options.of("TRIGGERS", TRIGGERS, List.<TriggerConfig>of())
                    .live("Branches that may be triggered, by `REPO:BRANCH` or `REPO-BRANCH`"),
            (iterations, expiration, future, all) -> new TriggersConfig(expiration, future, all));

    private TriggersOptions() {}

    /** Reads seconds; git-triggler wrote what lies ahead as a number below zero. */
    private static ValueType<Duration> seconds(int least) {
        return ValueType.of(
                "number",
                (node, place) -> ValueReaders.number(least, DAY_SECONDS)
                        .read(node, place)
                        .map(seconds -> Duration.ofSeconds(Math.abs(seconds))),
                Duration::toSeconds);
    }
}
