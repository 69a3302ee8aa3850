package dev.jenvoy.config.sender;

import java.time.Duration;
import java.util.List;

/**
 * What may be triggered, in the keys of git-triggler.
 *
 * @param expiration {@code SIG_TIMESTAMP_EXPIRATION}: how old a signature may be; 300 seconds
 * @param future {@code SIG_TIMESTAMP_FUTURE}: how far ahead of this machine's clock it may be; 300 seconds
 * @param all {@code TRIGGERS}, in the file's order; none
 */
public record TriggersConfig(Duration expiration, Duration future, List<TriggerConfig> all) {

    /** Copies the list. */
    public TriggersConfig {
        all = List.copyOf(all);
    }
}
