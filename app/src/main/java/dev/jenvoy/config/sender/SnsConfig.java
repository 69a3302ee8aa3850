package dev.jenvoy.config.sender;

import java.util.List;

/**
 * What the entry {@code sns} of {@code senders} says beside {@code allowed_ips}.
 *
 * @param topics {@code topics}: the topics whose messages are taken; none
 */
public record SnsConfig(List<String> topics) {

    static final SnsConfig NONE = new SnsConfig(List.of());

    /** Copies the list. */
    public SnsConfig {
        topics = List.copyOf(topics);
    }
}
