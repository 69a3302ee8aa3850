package dev.jenvoy.dispatch;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import java.time.Duration;

/**
 * Options of a server's stop.
 *
 * @param timeout how long hooks may finish; may be zero
 */
public record StopOptions(Duration timeout) {
    public static final OptionGroup<StopOptions> GROUP = OptionGroup.of(
            Options.durationOrZero("shutdown_timeout", Duration.ofSeconds(8))
                    .live("How long hooks may finish when the server stops."),
            StopOptions::new);
}
