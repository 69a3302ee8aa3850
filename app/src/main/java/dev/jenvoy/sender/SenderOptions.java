package dev.jenvoy.sender;

import dev.jenvoy.address.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of one sender.
 *
 * @param key where it says so, for a hint to the operator: {@code senders.gitlab}
 * @param allowedIps the only ranges that it may come from; empty lets it come from anywhere
 * @param secrets the secrets of which any may have been used
 * @param insecure whether deliveries without any proof are taken; counts only where there are no secrets
 */
public record SenderOptions(String key, Optional<List<Cidr>> allowedIps, List<String> secrets, boolean insecure) {
    public SenderOptions {
        allowedIps = allowedIps.map(List::copyOf);
        secrets = List.copyOf(secrets);
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "SenderSettings[key=" + key + ", allowedIps=" + allowedIps + ", secrets=" + secrets.size()
                + ", insecure=" + insecure + "]";
    }
}
