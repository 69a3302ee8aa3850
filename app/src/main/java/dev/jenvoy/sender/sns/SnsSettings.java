package dev.jenvoy.sender.sns;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of Amazon SNS.
 *
 * @param allowedIps the only ranges that it may come from; empty lets it come from anywhere
 * @param topics the topics whose messages are accepted; an empty list accepts no message
 */
public record SnsSettings(Optional<List<Cidr>> allowedIps, List<String> topics) {
    public SnsSettings {
        allowedIps = allowedIps.map(List::copyOf);
        topics = List.copyOf(topics);
    }
}
