package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import java.util.Map;

/**
 * How one hook is run.
 *
 * @param limits what a run may take
 * @param policy how its runs relate, and whether they are repeated
 * @param environment variables of its own, beside those that every hook gets
 */
public record HookOptions(HookLimits limits, Policy policy, Map<String, String> environment) {
    public HookOptions {
        environment = Map.copyOf(environment);
    }
}
