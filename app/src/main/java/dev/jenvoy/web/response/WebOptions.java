package dev.jenvoy.web.response;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.json.Amounts;
import java.time.Duration;
import java.util.List;

/**
 * The configured options of requests and responses.
 *
 * @param trustedProxies proxies whose {@code X-Forwarded-For} is trusted
 * @param maxPayload maximum size of a body in bytes
 * @param requestTimeout time limit for a whole request to arrive
 * @param responseTimeout time limit for a response, from the start of the request
 * @param returnScriptsInfo whether responses contain the hooks' output
 * @param failedHookStatus the status of a response with a failed hook
 */
public record WebOptions(
        List<Cidr> trustedProxies,
        long maxPayload,
        Duration requestTimeout,
        Duration responseTimeout,
        boolean returnScriptsInfo,
        int failedHookStatus) {
    public static final OptionGroup<WebOptions> GROUP = OptionGroup.of(
            Options.ranges("trusted_proxies").live("Proxies whose `X-Forwarded-For` is trusted."),
            Options.size("max_payload", Amounts.BYTES, 25L << 20).live("Largest body of a request."),
            Options.duration("request_timeout", Duration.ofSeconds(30)).live("Time for a whole request to arrive."),
            Options.duration("response_timeout", Duration.ofSeconds(8))
                    .live("If hooks still run after this time, the answer is 202."),
            Options.flag("return_scripts_info", true).live("Put each hook's output into the answer."),
            Options.integer("failed_hook_status", 200, 599, 200)
                    .live("Status of a delivery with a failed hook, 200 to 599."),
            WebOptions::new);

    public WebOptions {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns the same options, but without hook output in responses. */
    WebOptions withoutScriptsInfo() {
        return new WebOptions(trustedProxies, maxPayload, requestTimeout, responseTimeout, false, failedHookStatus);
    }
}
