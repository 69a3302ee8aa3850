package dev.jenvoy.sender.travis;

import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of Travis CI.
 *
 * @param sender what it says of every sender; its secrets are the tokens of Travis' users
 * @param api the Travis API whose key signs; empty to take no signatures
 * @param repositories the only ones that deliveries may be of, {@code acme/site} or {@code acme/*}; of any when empty
 */
public record TravisOptions(SenderOptions sender, Optional<URI> api, List<String> repositories) {
    public TravisOptions {
        repositories = List.copyOf(repositories);
    }

    public static TravisOptions of(SenderOptions sender) {
        return new TravisOptions(
                sender,
                sender.values().find(TravisEntry.API),
                sender.values().find(TravisEntry.REPOSITORIES).orElse(List.of()));
    }

    /** Tells whether deliveries may be of this repository, {@code acme/site}. */
    boolean admits(String slug) {
        return repositories.isEmpty()
                || repositories.contains(slug)
                || repositories.contains(slug.substring(0, slug.lastIndexOf('/') + 1) + "*");
    }

    /** Judges a request's address; a key that can be fetched opens the sender as a secret does. */
    AdmissionPolicy policy(ClientAddress origin) {
        String hint = "set " + sender.key() + ".api or .secret to take deliveries of Travis CI";
        return AdmissionPolicy.of(sender, api.isPresent() || !sender.secrets().isEmpty(), hint, origin);
    }
}
