package dev.jenvoy.config.sender;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.secret.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * Holds what every entry of {@code senders} may say.
 *
 * @param secret {@code secret}: the accepted secrets; by default empty
 * @param allowedIps {@code allowed_ips}: the only ranges that requests may come from; by default every address
 * @param insecure {@code insecure}: whether deliveries without a proof are accepted if there is no secret; by default false
 */
public record SenderConfig(Secrets secret, Optional<List<Cidr>> allowedIps, boolean insecure) {

    /** Describes a sender that the file does not name. */
    public static final SenderConfig NONE = new SenderConfig(Secrets.none(), Optional.empty(), false);

    /** Copies the ranges. */
    public SenderConfig {
        allowedIps = allowedIps.map(List::copyOf);
    }

    public SenderConfig with(Secrets other) {
        return new SenderConfig(other, allowedIps, insecure);
    }
}
