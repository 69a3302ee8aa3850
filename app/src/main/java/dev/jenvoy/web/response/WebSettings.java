package dev.jenvoy.web.response;

import dev.jenvoy.address.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * What the configuration says of requests and answers.
 *
 * @param trustedProxies proxies whose {@code X-Forwarded-For} is believed
 * @param maxPayload how many bytes a body may have
 * @param requestTimeout how long a whole request may take to arrive
 * @param responseTimeout how long after its beginning a request is answered at the latest
 * @param returnScriptsInfo whether answers tell what the hooks printed
 * @param failedHookStatus the status of an answer with a failed hook
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

    /** The same, but answers do not tell what hooks printed. */
    WebSettings withoutScriptsInfo() {
        return new WebSettings(trustedProxies, maxPayload, requestTimeout, responseTimeout, false, failedHookStatus);
    }
}
