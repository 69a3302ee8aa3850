package dev.jenvoy.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a request is taken, as they were when it began.
 *
 * @param address why the request may not come from where it does, {@code null} when it may
 * @param secrets those of which any may have been used
 * @param unproven why no request is taken at all, {@code null} when they are
 * @param asksProof whether it has to bring a proof
 */
record Terms(
        @Nullable Refusal address,
        List<String> secrets,
        @Nullable Refusal unproven,
        boolean asksProof) {

    /** Proof is asked for where there are secrets. */
    Terms(@Nullable Refusal address, List<String> secrets, @Nullable Refusal unproven) {
        this(address, secrets, unproven, !secrets.isEmpty());
    }

    /** Judges a request's origin by the settings in force. */
    @FunctionalInterface
    interface Setter {
        Terms of(Origin origin);
    }

    /** Any other sender's: closed unless it has a secret, or the operator opened it by name. */
    static Terms of(SenderSettings settings, Origin origin) {
        String hint = "set " + settings.key() + ".secret to take deliveries of this sender";
        return of(settings, !settings.secrets().isEmpty(), hint, origin);
    }

    /**
     * A sender's whose deliveries can be proven in other ways than by a secret.
     *
     * @param proven whether they can be
     * @param hint what the operator may set when they cannot
     */
    static Terms of(SenderSettings settings, boolean proven, String hint, Origin origin) {
        Refusal address = settings.allowedIps()
                .map(allowed -> AddressCheck.within(allowed, proven).judge(origin))
                .orElse(null);
        Refusal closed =
                Refusal.forbidden("no-secret", "this sender is not set up here").hint(hint);
        return new Terms(address, settings.secrets(), proven || settings.insecure() ? null : closed, proven);
    }
}
