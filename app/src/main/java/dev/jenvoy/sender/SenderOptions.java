package dev.jenvoy.sender;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of one sender.
 *
 * @param key the key of the sender's entry, for a hint to the operator: {@code senders.gitlab}
 * @param allowedIps the only ranges that requests may come from; empty allows every address
 * @param secrets the accepted secrets
 * @param insecure whether deliveries without a proof are accepted; counts only without secrets
 */
public record SenderOptions(String key, Optional<List<Cidr>> allowedIps, List<String> secrets, boolean insecure) {
    public SenderOptions {
        allowedIps = allowedIps.map(List::copyOf);
        secrets = List.copyOf(secrets);
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "SenderOptions[key=" + key + ", allowedIps=" + allowedIps + ", secrets=" + secrets.size()
                + ", insecure=" + insecure + "]";
    }
}
