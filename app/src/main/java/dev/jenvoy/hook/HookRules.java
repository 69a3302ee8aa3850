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
 * The options of each hook: every rule that matches applies, in the file's order, those that name it exactly last. Safe
 * for use by several threads.
 */
public final class HookRules implements Function<String, HookOptions> {

    private static final int MOST_KNOWN = 10_000;

    private final HookLimits limits;
    private final Policy policy;
    private final List<HookRule> rules;
    private final Map<String, HookOptions> known = new ConcurrentHashMap<>();

    /**
     * @param limits what a run may take where no rule says otherwise
     * @param policy how runs relate where no rule says otherwise
     * @param rules in the file's order
     */
    public HookRules(HookLimits limits, Policy policy, List<HookRule> rules) {
        this.limits = limits;
        this.policy = policy;
        // The sort is stable: the file's order holds within each of the two kinds.
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
     * The patterns that match none of these names, in the order in which they apply. Those that may be meant for a command
     * of a trigger are left out.
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
                        rule.rerun().orElse(relation.rerun()));
                environment.putAll(rule.environment());
            }
        }
        return new HookOptions(limit, relation, environment);
    }
}
