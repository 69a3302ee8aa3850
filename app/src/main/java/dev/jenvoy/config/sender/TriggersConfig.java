package dev.jenvoy.config.sender;

import java.time.Duration;
import java.util.List;

/**
 * Holds the branches that may be triggered, in the keys of git-triggler.
 *
 * @param expiration {@code SIG_TIMESTAMP_EXPIRATION}: how old a signature may be; 300 seconds
 * @param future {@code SIG_TIMESTAMP_FUTURE}: how far ahead of this machine's clock it may be; 300 seconds
 * @param all {@code TRIGGERS}, in the file's order; by default empty
 */
public record TriggersConfig(Duration expiration, Duration future, List<TriggerConfig> all) {

    /** Copies the list. */
    public TriggersConfig {
        all = List.copyOf(all);
    }
}
