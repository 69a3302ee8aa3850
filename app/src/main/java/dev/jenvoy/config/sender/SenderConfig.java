package dev.jenvoy.config.sender;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.secret.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * What every entry of {@code senders} may say.
 *
 * @param secret {@code secret}: the shared secrets, any of which may match; none
 * @param allowedIps {@code allowed_ips}: the only ranges that the sender may come from; from anywhere
 * @param insecure {@code insecure}: take deliveries without a proof where there is no secret; false
 */
public record SenderConfig(Secrets secret, Optional<List<Cidr>> allowedIps, boolean insecure) {

    /** A sender that the file does not name. */
    public static final SenderConfig NONE = new SenderConfig(Secrets.none(), Optional.empty(), false);

    /** Copies the ranges. */
    public SenderConfig {
        allowedIps = allowedIps.map(List::copyOf);
    }

    public SenderConfig with(Secrets other) {
        return new SenderConfig(other, allowedIps, insecure);
    }
}
