package dev.jenvoy.web.admin.http;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.web.admin.access.AdminAccess;
import java.time.Duration;
import java.util.List;

/**
 * The configured options of requests to the admin listener. Read again for each request.
 *
 * @param access who is let in
 * @param trustedProxies proxies whose forwarding headers are trusted
 * @param requestTimeout time limit for a request with its body to arrive
 */
public record AdminRequestOptions(AdminAccess access, List<Cidr> trustedProxies, Duration requestTimeout) {
    public AdminRequestOptions {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
