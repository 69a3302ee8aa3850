package dev.jenvoy.sender.github;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.AddressCheck;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of GitHub's deliveries.
 *
 * @param ipsOnly whether an address must be among GitHub's or the allowed ones
 * @param allowedIps ranges admitted beside GitHub's
 * @param secrets the accepted secrets; an empty list enforces no signature
 * @param acceptSha1 whether a SHA-1 signature is accepted when there is no better one
 */
public record GitHubOptions(boolean ipsOnly, List<Cidr> allowedIps, List<String> secrets, boolean acceptSha1) {
    public static final OptionGroup<GitHubOptions> GROUP = OptionGroup.of(
            Options.flag("github_ips_only", true)
                    .live("At `POST /`, accept GitHub's deliveries only from GitHub's published `hooks` ranges."),
            Options.ranges("allowed_ips").live("Ranges that are admitted in addition to GitHub's."),
            Options.secrets("enforce_secret").live("The shared secret."),
            Options.flag("accept_sha1", true)
                    .live("Accept `X-Hub-Signature` (SHA-1) if `X-Hub-Signature-256` is not sent."),
            (ipsOnly, allowedIps, secrets, acceptSha1) ->
                    new GitHubOptions(ipsOnly, allowedIps, secrets.texts(), acceptSha1));

    public GitHubOptions {
        allowedIps = List.copyOf(allowedIps);
        secrets = List.copyOf(secrets);
    }

    /** Returns whether a signature is required. */
    public boolean enforcesSignature() {
        return !secrets.isEmpty();
    }

    /**
     * Judges a request's address: GitHub's own ranges count besides the allowed ones. No proof is required if no secret is
     * enforced.
     *
     * @param published GitHub's own ranges; empty until they are fetched for the first time
     */
    public AdmissionPolicy terms(Optional<List<Cidr>> published, ClientAddress origin) {
        Rejection address = ipsOnly ? new AddressCheck(published, allowedIps, enforcesSignature()).judge(origin) : null;
        return new AdmissionPolicy(address, secrets, null);
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "GitHubOptions[ipsOnly=" + ipsOnly + ", allowedIps=" + allowedIps + ", acceptSha1=" + acceptSha1 + "]";
    }
}
