package dev.jenvoy.hook;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Provides the options of each hook. Every matching rule applies, in the file's order; rules with an exact name apply
 * last. Safe for use by several threads.
 */
public final class HookRules implements Function<String, HookOptions> {

    private static final int MOST_KNOWN = 10_000;

    private final OptionValues defaults;
    private final List<HookRule> rules;
    private final Map<String, HookOptions> known = new ConcurrentHashMap<>();

    /**
     * @param defaults the values of {@link HookOptions} without a rule
     * @param rules in the file's order
     */
    public HookRules(OptionValues defaults, List<HookRule> rules) {
        this.defaults = defaults;
        // The sort is stable, so the file's order is kept within each of the two kinds.
        this.rules =
                rules.stream().sorted(Comparator.comparing(HookRule::isExact)).toList();
    }

    @Override
    public HookOptions apply(String hook) {
        HookOptions options = known.get(hook);
        if (options == null) {
            options = compute(hook, defaults);
            if (known.size() < MOST_KNOWN) {
                known.put(hook, options);
            }
        }
        return options;
    }

    /**
     * Returns the options of a hook whose head sets some. A rule that names a key wins over the head.
     *
     * @param head what the head sets
     */
    public HookOptions with(String hook, OptionValues head) {
        return compute(hook, defaults.with(head));
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

    /** Returns whether any hook may have a schedule. */
    public boolean mayHaveSchedules() {
        return rules.stream()
                .anyMatch(rule -> rule.options()
                        .find(HookOptions.SCHEDULE)
                        .filter(Optional::isPresent)
                        .isPresent());
    }

    /** Returns whether an entry wants reports about runs. */
    public boolean wantReports() {
        return rules.stream().anyMatch(HookRule::wantsReports);
    }

    /**
     * Returns the options of a hook with what sets each, in the order of the reference. Options that are empty are left out.
     *
     * @param head what its head sets
     */
    public List<SetOption> origins(String hook, OptionValues head) {
        List<HookRule> matching =
                rules.stream().filter(rule -> rule.matches(hook)).toList();
        OptionValues values = defaults.with(head);
        for (HookRule rule : matching) {
            values = values.with(rule.options());
        }
        List<SetOption> all = new ArrayList<>();
        for (Option<?> option : HookOptions.GROUP.options()) {
            origin(option, values, head, matching).ifPresent(all::add);
        }
        return all;
    }

    private <T> Optional<SetOption> origin(
            Option<T> option, OptionValues values, OptionValues head, List<HookRule> matching) {
        Optional<Object> shown = option.shown(values.get(option));
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        // The last entry that names it wins.
        Optional<String> entry = matching.stream()
                .filter(rule -> rule.options().find(option).isPresent())
                .reduce((first, second) -> second)
                .map(rule -> "hooks." + rule.pattern().text());
        Optional<String> common = option.source()
                .filter(source -> !defaults.get(option).equals(source.fallback(Path.of(""))))
                .map(Option::key);
        boolean isOfHead = head.find(option).isPresent();
        SetOption.Origin origin = entry.isPresent() || (common.isPresent() && !isOfHead)
                ? SetOption.Origin.CONFIGURATION
                : isOfHead ? SetOption.Origin.HEAD : SetOption.Origin.DEFAULT;
        String place = origin == SetOption.Origin.CONFIGURATION
                ? entry.or(() -> common).orElse("")
                : "";
        return Optional.of(new SetOption(option.key(), shown.get(), origin, place, option.help()));
    }

    private HookOptions compute(String hook, OptionValues begin) {
        OptionValues values = begin;
        for (HookRule rule : rules) {
            if (rule.matches(hook)) {
                values = values.with(rule.options());
            }
        }
        return HookOptions.GROUP.of(values);
    }
}
