package dev.jenvoy.web.admin.http;

import dev.jenvoy.address.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The configured options of requests to the admin listener. Read again for each request.
 *
 * @param token the admin token; if empty, only loopback peers are served, without a token
 * @param trustedProxies proxies whose forwarding headers are trusted
 * @param requestTimeout time limit for a request with its body to arrive
 */
public record AdminRequestOptions(Optional<String> token, List<Cidr> trustedProxies, Duration requestTimeout) {
    public AdminRequestOptions {
        trustedProxies = List.copyOf(trustedProxies);
        if (token.isPresent() && token.get().isBlank()) {
            throw new IllegalArgumentException("a blank token would give access to everyone");
        }
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "AdminRequestOptions[token=" + (token.isPresent() ? "(set)" : "") + ", trustedProxies=" + trustedProxies
                + ", requestTimeout=" + requestTimeout + "]";
    }
}
