package dev.jenvoy.web.admin.http;

import dev.jenvoy.address.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of the admin listener. Asked anew with each request.
 *
 * @param token the admin token; empty: loopback peers are served without one, and nobody else
 * @param trustedProxies proxies whose forwarding headers are believed
 * @param requestTimeout how long a request with its body may take to arrive
 */
public record AdminSettings(Optional<String> token, List<Cidr> trustedProxies, Duration requestTimeout) {
    public AdminSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (token.isPresent() && token.get().isBlank()) {
            throw new IllegalArgumentException("a blank token would open the door");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AdminSettings[token=" + (token.isPresent() ? "(set)" : "") + ", trustedProxies=" + trustedProxies
                + ", requestTimeout=" + requestTimeout + "]";
    }
}
