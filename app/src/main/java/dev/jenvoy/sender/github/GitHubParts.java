package dev.jenvoy.sender.github;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives GitHub what it alone needs of the server.
 *
 * @param settings the settings in force
 * @param published GitHub's own ranges; empty until they are fetched for the first time
 */
public record GitHubParts(Supplier<GitHubOptions> settings, Supplier<Optional<List<Cidr>>> published) {

    boolean acceptSha1() {
        return settings.get().acceptSha1();
    }
}
