package dev.jenvoy.config.sender;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Holds the keys that only {@code senders.travis} has.
 *
 * @param api {@code api}: the Travis API whose key signs; {@link #DEFAULT_API} if nothing else opens the sender
 * @param repositories {@code repositories}: the only ones that deliveries may be of; any
 */
public record TravisConfig(Optional<URI> api, List<String> repositories) {

    static final URI DEFAULT_API = URI.create("https://api.travis-ci.com");

    /** Of a file that does not name it. */
    public static final TravisConfig NONE = new TravisConfig(Optional.empty(), List.of());

    /** Copies the list. */
    public TravisConfig {
        repositories = List.copyOf(repositories);
    }

    public TravisConfig with(Optional<URI> other) {
        return new TravisConfig(other, repositories);
    }
}
