package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a request needs to be admitted, as it was when the request began.
 *
 * @param address the rejection of the request's address, or {@code null}
 * @param secrets the accepted secrets
 * @param disabled the rejection of every request, because nothing opens the sender; or {@code null}
 * @param asksProof whether the request needs a proof
 */
public record AdmissionPolicy(
        @Nullable Rejection address,
        List<String> secrets,
        @Nullable Rejection disabled,
        boolean asksProof) {

    /** Requires a proof if there are secrets. */
    public AdmissionPolicy(@Nullable Rejection address, List<String> secrets, @Nullable Rejection disabled) {
        this(address, secrets, disabled, !secrets.isEmpty());
    }

    /** Judges a request's address by the options in force. */
    @FunctionalInterface
    public interface Setter {
        AdmissionPolicy of(ClientAddress origin);
    }

    /** Opens a sender that has a secret, or that the operator declared insecure. */
    public static AdmissionPolicy of(SenderOptions options, ClientAddress origin) {
        String hint = "set " + options.key() + ".secret to take deliveries of this sender";
        return of(options, !options.secrets().isEmpty(), hint, origin);
    }

    /**
     * Opens a sender whose deliveries can be proven in other ways than by a secret.
     *
     * @param proven whether deliveries can be proven
     * @param hint what the operator may set if they cannot
     */
    public static AdmissionPolicy of(SenderOptions options, boolean proven, String hint, ClientAddress origin) {
        Rejection address = AddressCheck.judge(options, proven, origin);
        Rejection closed = Check.notSetUp(hint);
        return new AdmissionPolicy(address, options.secrets(), proven || options.insecure() ? null : closed, proven);
    }
}
