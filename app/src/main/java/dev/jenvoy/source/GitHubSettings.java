package dev.jenvoy.source;

import dev.jenvoy.address.Cidr;
import java.util.List;

/**
 * What the configuration says of GitHub's deliveries.
 *
 * @param ipsOnly whether an address must be among GitHub's or the allowed ones
 * @param allowedIps ranges admitted beside GitHub's
 * @param secrets the secrets of which any may have signed; none enforces no signature
 * @param acceptSha1 whether a SHA-1 signature is taken where there is no better one
 */
public record GitHubSettings(boolean ipsOnly, List<Cidr> allowedIps, List<String> secrets, boolean acceptSha1) {
    public GitHubSettings {
        allowedIps = List.copyOf(allowedIps);
        secrets = List.copyOf(secrets);
    }

    boolean enforcesSignature() {
        return !secrets.isEmpty();
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "GitHubSettings[ipsOnly=" + ipsOnly + ", allowedIps=" + allowedIps + ", acceptSha1=" + acceptSha1 + "]";
    }
}
