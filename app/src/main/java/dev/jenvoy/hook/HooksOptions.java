package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.Amounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Options of hooks.
 *
 * @param folder the hooks folder
 * @param childRule how the names of child hooks continue their parent's
 * @param rules options by name or pattern, in the file's order
 * @param passed the server's variables that hooks receive
 * @param timeout how long a hook may run
 * @param killGrace from SIGTERM to SIGKILL; may be zero
 * @param maxOutput how many bytes of each output are kept
 * @param rerun whether a hook that a crash of the server cut short runs again, or else is recorded as interrupted
 */
public record HooksOptions(
        Path folder,
        ChildRule childRule,
        List<HookRule> rules,
        PassedVariables passed,
        Duration timeout,
        Duration killGrace,
        long maxOutput,
        boolean rerun) {

    public static final OptionGroup<HooksOptions> GROUP = OptionGroup.of(
            Options.path("hooks_path", "hooks").live("Folder of hook scripts."),
            Options.choice("child_hooks", ChildRule.values())
                    .live("How the name of a child hook continues its parent's name."),
            Options.of("hooks", ValueType.of("object", HookRuleReader::read, HookRule::shown), List.<HookRule>of())
                    .live("Options by file name or glob."),
            Options.of("env_pass", PassedVariables.TYPE, PassedVariables.NONE)
                    .live("Variables of the server that hooks receive."),
            Options.duration("hook_timeout", Duration.ofMinutes(10)).live("How long a hook may run."),
            Options.durationOrZero("kill_grace", Duration.ofSeconds(5)).live("Time between SIGTERM and SIGKILL."),
            Options.size("max_output", Amounts.OUTPUT_BYTES, 64L << 10)
                    .live("How much of each of stdout and stderr is kept."),
            Options.either("on_crash", HookRuleReader.RERUN, HookRuleReader.FAIL)
                    .live("What happens to a hook that was running when the server died"),
            HooksOptions::new);

    public HooksOptions {
        rules = List.copyOf(rules);
    }

    /** Returns the options of each hook by its name. */
    public HookRules byName() {
        return new HookRules(
                new HookLimits(timeout, killGrace, maxOutput),
                new Policy(Policy.DEFAULT.concurrency(), Policy.DEFAULT.retries(), rerun),
                rules);
    }
}
