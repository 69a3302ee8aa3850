package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Provides the options of each hook. Every matching rule applies, in the file's order; rules with an exact name apply
 * last. Safe for use by several threads.
 */
public final class HookRules implements Function<String, HookOptions> {

    private static final int MOST_KNOWN = 10_000;

    private final HookLimits limits;
    private final Policy policy;
    private final List<HookRule> rules;
    private final Map<String, HookOptions> known = new ConcurrentHashMap<>();

    /**
     * @param limits the limits without a rule
     * @param policy the policy without a rule
     * @param rules in the file's order
     */
    public HookRules(HookLimits limits, Policy policy, List<HookRule> rules) {
        this.limits = limits;
        this.policy = policy;
        // The sort is stable, so the file's order is kept within each of the two kinds.
        this.rules =
                rules.stream().sorted(Comparator.comparing(HookRule::isExact)).toList();
    }

    @Override
    public HookOptions apply(String hook) {
        HookOptions options = known.get(hook);
        if (options == null) {
            options = compute(hook);
            if (known.size() < MOST_KNOWN) {
                known.put(hook, options);
            }
        }
        return options;
    }

    /**
     * Returns the patterns that match no name in the list, in the order in which they apply. Leaves out patterns that
     * may be meant for a trigger's command.
     */
    public List<String> unmatched(Collection<String> hooks) {
        return rules.stream()
                .filter(rule -> !rule.mayNameCommand())
                .filter(rule -> hooks.stream().noneMatch(rule::matches))
                .map(rule -> rule.pattern().text())
                .toList();
    }

    private HookOptions compute(String hook) {
        HookLimits limit = limits;
        Policy relation = policy;
        Map<String, String> environment = new HashMap<>();
        for (HookRule rule : rules) {
            if (rule.matches(hook)) {
                limit = new HookLimits(
                        rule.timeout().orElse(limit.timeout()),
                        rule.killGrace().orElse(limit.killGrace()),
                        rule.maxOutput().orElse(limit.maxOutput()));
                relation = new Policy(
                        rule.concurrency().orElse(relation.concurrency()),
                        rule.retries().orElse(relation.retries()),
                        rule.rerun().orElse(relation.rerun()),
                        relation.queue(),
                        relation.apart());
                environment.putAll(rule.environment());
            }
        }
        return new HookOptions(limit, relation, environment);
    }
}
