package dev.jenvoy.sender.trigger;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.ValueReaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the branches that may be triggered, with the keys that git-triggler has.
 *
 * @param expiration how old a signature may be
 * @param future how far ahead of this machine's clock it may be
 * @param keys the branches that may be triggered, in the file's order
 */
public record TriggerOptions(Duration expiration, Duration future, List<TriggerKey> keys) {

    /** About a third of a second of one processor. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final int DAY_SECONDS = 86_400;
    private static final Duration USUAL = Duration.ofMinutes(5);

    static final Option<Integer> ITERATIONS = Options.integer("SIG_HASH_ITERATIONS", 1, MAX_ITERATIONS, 1000)
            .hidden()
            .live("How often a trigger's signature is hashed, 1 to 1000000.");

    private static final ValueType<List<TriggerKey>> KEYS = new ValueType<>(
            "object",
            context -> new TriggersReader(context)::read,
            keys -> Optional.of(shown(keys)),
            (old, wanted, report) -> wanted,
            false);

    public static final OptionGroup<TriggerOptions> GROUP = OptionGroup.of(
            ITERATIONS,
            Options.of("SIG_TIMESTAMP_EXPIRATION", seconds(1), USUAL)
                    .live("How many seconds old a trigger may be, 1 to 86400."),
            Options.of("SIG_TIMESTAMP_FUTURE", seconds(-DAY_SECONDS), USUAL)
                    .live("How many seconds in the future a trigger's timestamp may lie, up to 86400."),
            Options.of("TRIGGERS", KEYS, List.<TriggerKey>of())
                    .live("Branches that may be triggered, by `REPO:BRANCH` or `REPO-BRANCH`"),
            (iterations, expiration, future, keys) -> new TriggerOptions(expiration, future, keys));

    public TriggerOptions {
        keys = List.copyOf(keys);
    }

    /** Reads seconds; git-triggler wrote what lies ahead as a number below zero. */
    private static ValueType<Duration> seconds(int least) {
        return ValueType.of(
                "number",
                (node, place) -> ValueReaders.number(least, DAY_SECONDS)
                        .read(node, place)
                        .map(seconds -> Duration.ofSeconds(Math.abs(seconds))),
                Duration::toSeconds);
    }

    private static Map<String, Object> shown(List<TriggerKey> keys) {
        Map<String, Object> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key.name(), key.shown()));
        return all;
    }
}
