package dev.jenvoy.sender.sns;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of Amazon SNS.
 *
 * @param allowedIps the only ranges that it may come from; empty lets it come from anywhere
 * @param topics the topics whose messages are taken; none takes no message at all
 */
public record SnsSettings(Optional<List<Cidr>> allowedIps, List<String> topics) {
    public SnsSettings {
        allowedIps = allowedIps.map(List::copyOf);
        topics = List.copyOf(topics);
    }
}
