package dev.jenvoy.hook;

import dev.jenvoy.hook.variable.HelperWords;
import dev.jenvoy.hook.variable.PassedVariables;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.json.Amounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Options of hooks.
 *
 * @param folder the hooks folder
 * @param childRule how the names of child hooks continue their parent's
 * @param commonNames whether hooks may be named by the common name of an event, too
 * @param rules options by name or pattern, in the file's order
 * @param passed the server's variables that hooks receive
 * @param userHelper the words of the program by which a server that is not root runs hooks as other accounts; empty without one
 * @param defaults the values of {@link HookOptions} without a rule
 */
public record HooksOptions(
        Path folder,
        ChildRule childRule,
        boolean commonNames,
        List<HookRule> rules,
        PassedVariables passed,
        List<String> userHelper,
        OptionValues defaults) {

    private static final Option<Path> FOLDER =
            Options.path("hooks_path", "hooks").live("Folder of hook scripts.");
    private static final Option<ChildRule> CHILD_RULE = Options.choice("child_hooks", ChildRule.values())
            .live("How the name of a child hook continues its parent's name.");
    private static final Option<Boolean> COMMON_NAMES = Options.flag("common_names", false)
            .live("Hooks run for the events of all senders by GitHub's name of the event, too.");
    private static final Option<List<HookRule>> RULES =
            Options.of("hooks", HookRuleReader.TYPE, List.<HookRule>of()).live("Options by file name or glob.");
    private static final Option<PassedVariables> PASSED = Options.of(
                    "env_pass", PassedVariables.TYPE, PassedVariables.NONE)
            .live("Variables of the server that hooks receive.");
    private static final Option<List<String>> USER_HELPER = Options.of(
                    "user_helper", HelperWords.TYPE, List.<String>of())
            .live("The program by which a server that is not root runs hooks as other accounts.");
    static final Option<Duration> TIMEOUT =
            Options.duration("hook_timeout", Duration.ofMinutes(10)).live("How long a hook may run.");
    static final Option<Duration> KILL_GRACE =
            Options.durationOrZero("kill_grace", Duration.ofSeconds(5)).live("Time between SIGTERM and SIGKILL.");
    static final Option<Long> MAX_OUTPUT =
            Options.size("max_output", Amounts.LOG_BYTES, 1L << 20).live("How much of a hook's output is kept.");
    static final Option<Long> ANSWER_OUTPUT = Options.size("answer_output", Amounts.OUTPUT_BYTES, 64L << 10)
            .live("How much of each of stdout and stderr an answer to the sender shows.");
    static final Option<Boolean> ON_CRASH = Options.either("on_crash", "rerun", "fail")
            .live("What happens to a hook that was running when the server died");

    public static final OptionGroup<HooksOptions> GROUP = OptionGroup.of(
            values -> new HooksOptions(
                    values.get(FOLDER),
                    values.get(CHILD_RULE),
                    values.get(COMMON_NAMES),
                    values.get(RULES),
                    values.get(PASSED),
                    values.get(USER_HELPER),
                    values.inheritedBy(HookOptions.GROUP)),
            FOLDER,
            CHILD_RULE,
            COMMON_NAMES,
            RULES,
            PASSED,
            USER_HELPER,
            TIMEOUT,
            KILL_GRACE,
            MAX_OUTPUT,
            ANSWER_OUTPUT,
            ON_CRASH);

    public HooksOptions {
        rules = List.copyOf(rules);
        userHelper = List.copyOf(userHelper);
    }

    /** Returns the options of each hook by its name. */
    public HookRules byName() {
        return new HookRules(defaults, rules);
    }

    /** Returns the options of a hook that no rule matches. */
    public HookOptions withoutRule() {
        return HookOptions.GROUP.of(defaults);
    }

    /** Returns the longest time that the configuration gives any hook between SIGTERM and SIGKILL. */
    public Duration longestKillGrace() {
        return rules.stream()
                .flatMap(rule -> rule.options().find(HookOptions.KILL_GRACE).stream())
                .reduce(withoutRule().killGrace(), BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    /** Returns how many bytes of each output any hook may have in memory, for answers. */
    public long largestAnswer() {
        return rules.stream()
                .flatMap(rule -> rule.options().find(HookOptions.ANSWER_OUTPUT).stream())
                .reduce(withoutRule().answerOutput(), Math::max);
    }
}
