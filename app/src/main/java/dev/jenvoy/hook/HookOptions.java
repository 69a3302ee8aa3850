package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import java.util.Map;

/**
 * The options of one hook.
 *
 * @param limits the limits of a run
 * @param policy its concurrency and its retries
 * @param environment its own variables, in addition to those of every hook
 */
public record HookOptions(HookLimits limits, Policy policy, Map<String, String> environment) {
    public HookOptions {
        environment = Map.copyOf(environment);
    }
}
