package dev.jenvoy.config.sender;

import java.util.List;

/**
 * Holds the keys that only {@code senders.sns} has.
 *
 * @param topics {@code topics}: the topics whose messages are accepted; by default empty
 */
public record SnsConfig(List<String> topics) {

    static final SnsConfig NONE = new SnsConfig(List.of());

    /** Copies the list. */
    public SnsConfig {
        topics = List.copyOf(topics);
    }
}
