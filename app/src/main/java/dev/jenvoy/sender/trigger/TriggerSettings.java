package dev.jenvoy.sender.trigger;

import dev.jenvoy.address.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of triggers.
 *
 * @param allowedIps the only ranges that triggers may come from; empty allows every address
 * @param expiration how old a signature may be
 * @param future how far ahead of this machine's clock it may be
 * @param keys the branches that may be triggered
 */
public record TriggerSettings(
        Optional<List<Cidr>> allowedIps, Duration expiration, Duration future, List<TriggerKey> keys) {
    public TriggerSettings {
        allowedIps = allowedIps.map(List::copyOf);
        keys = List.copyOf(keys);
    }
}
