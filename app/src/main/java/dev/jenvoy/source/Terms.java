package dev.jenvoy.source;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a request is taken, as they were when it began.
 *
 * @param address why the request may not come from where it does, {@code null} when it may
 * @param secrets those of which any may have been used
 * @param unproven what becomes of a request when there are none: {@code null} to take it without any proof
 */
record Terms(
        @Nullable Refusal address,
        List<String> secrets,
        @Nullable Refusal unproven) {

    /** Judges a request's origin by the settings in force. */
    @FunctionalInterface
    interface Setter {
        Terms of(Origin origin);
    }

    /** GitHub's: its own ranges besides the allowed ones, and no proof asked for where no secret is enforced. */
    static Terms of(GitHubSettings settings, Optional<List<Cidr>> published, Origin origin) {
        Refusal address = settings.ipsOnly()
                ? new AddressCheck(published, settings.allowedIps(), settings.enforcesSignature()).judge(origin)
                : null;
        return new Terms(address, settings.secrets(), null);
    }

    /** Any other sender's: closed unless it has a secret, or the operator opened it by name. */
    static Terms of(SenderSettings settings, Origin origin) {
        boolean proven = !settings.secrets().isEmpty();
        Refusal address = settings.allowedIps()
                .map(allowed -> AddressCheck.within(allowed, proven).judge(origin))
                .orElse(null);
        Refusal closed = Refusal.forbidden("no-secret", "this sender is not set up here")
                .hint("set " + settings.key() + ".secret to take deliveries of this sender");
        return new Terms(address, settings.secrets(), proven || settings.insecure() ? null : closed);
    }
}
