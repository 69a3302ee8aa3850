package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;

/**
 * What the configuration says of running deliveries.
 *
 * @param maxConcurrent how many deliveries run side by side; those that wait for their turn do not count
 * @param maxBacklog how many accepted deliveries may wait before new ones are turned away
 */
public record DispatchOptions(int maxConcurrent, int maxBacklog) {
    public static final OptionGroup<DispatchOptions> GROUP = OptionGroup.of(
            Options.integer(
                            "max_concurrent",
                            1,
                            10_000,
                            Math.max(8, 4 * Runtime.getRuntime().availableProcessors()))
                    .live("How many deliveries run side by side, 1 to 10000."),
            Options.integer("max_backlog", 1, Integer.MAX_VALUE, 1000).live("How many deliveries may wait."),
            DispatchOptions::new);

    public DispatchOptions {
        if (maxConcurrent < 1 || maxBacklog < 0) {
            throw new IllegalArgumentException("at least one delivery must be able to run");
        }
    }
}
