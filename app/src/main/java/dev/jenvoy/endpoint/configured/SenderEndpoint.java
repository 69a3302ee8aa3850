package dev.jenvoy.endpoint.configured;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An endpoint for one sender that Jenvoy knows, with secrets of its own.
 *
 * @param name its name
 * @param sender the name of the sender
 * @param secrets the accepted secrets, at least one
 * @param allowedIps the only ranges that requests may come from; empty for those of the sender's entry
 */
record SenderEndpoint(String name, String sender, Secrets secrets, Optional<List<Cidr>> allowedIps)
        implements EndpointEntry {

    SenderEndpoint {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("an endpoint without a secret");
        }
    }

    @Override
    public Map<String, Object> shown() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("as", sender);
        keys.put("secret", secrets.shown());
        allowedIps.ifPresent(ranges ->
                keys.put("allowed_ips", ranges.stream().map(Cidr::toString).toList()));
        return keys;
    }
}
