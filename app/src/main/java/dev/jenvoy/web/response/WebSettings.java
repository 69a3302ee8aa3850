package dev.jenvoy.web.response;

import dev.jenvoy.address.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * The configured settings of requests and responses.
 *
 * @param trustedProxies proxies whose {@code X-Forwarded-For} is trusted
 * @param maxPayload maximum size of a body in bytes
 * @param requestTimeout time limit for a whole request to arrive
 * @param responseTimeout time limit for a response, from the start of the request
 * @param returnScriptsInfo whether responses contain the hooks' output
 * @param failedHookStatus the status of a response with a failed hook
 */
public record WebSettings(
        List<Cidr> trustedProxies,
        long maxPayload,
        Duration requestTimeout,
        Duration responseTimeout,
        boolean returnScriptsInfo,
        int failedHookStatus) {
    public WebSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns the same settings, but without hook output in responses. */
    WebSettings withoutScriptsInfo() {
        return new WebSettings(trustedProxies, maxPayload, requestTimeout, responseTimeout, false, failedHookStatus);
    }
}
