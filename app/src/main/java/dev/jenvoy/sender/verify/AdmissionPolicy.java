package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
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
public record AdmissionPolicy(
        @Nullable Rejection address,
        List<String> secrets,
        @Nullable Rejection unproven,
        boolean asksProof) {

    /** Proof is asked for where there are secrets. */
    public AdmissionPolicy(@Nullable Rejection address, List<String> secrets, @Nullable Rejection unproven) {
        this(address, secrets, unproven, !secrets.isEmpty());
    }

    /** Judges a request's origin by the settings in force. */
    @FunctionalInterface
    public interface Setter {
        AdmissionPolicy of(ClientAddress origin);
    }

    /** Any other sender's: closed unless it has a secret, or the operator opened it by name. */
    public static AdmissionPolicy of(SenderOptions settings, ClientAddress origin) {
        String hint = "set " + settings.key() + ".secret to take deliveries of this sender";
        return of(settings, !settings.secrets().isEmpty(), hint, origin);
    }

    /**
     * A sender's whose deliveries can be proven in other ways than by a secret.
     *
     * @param proven whether they can be
     * @param hint what the operator may set when they cannot
     */
    public static AdmissionPolicy of(SenderOptions settings, boolean proven, String hint, ClientAddress origin) {
        Rejection address = settings.allowedIps()
                .map(allowed -> AddressCheck.within(allowed, proven).judge(origin))
                .orElse(null);
        Rejection closed = Check.notSetUp(hint);
        return new AdmissionPolicy(address, settings.secrets(), proven || settings.insecure() ? null : closed, proven);
    }
}
