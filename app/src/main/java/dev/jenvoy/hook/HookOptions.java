package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.hook.variable.HookVariables;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.process.Limits;
import java.time.Duration;
import java.util.Map;

/**
 * The options of one hook, with the keys that an entry of {@code hooks} may set.
 *
 * @param timeout how long the hook may run
 * @param killGrace from SIGTERM to SIGKILL; may be zero
 * @param maxOutput how many bytes of each output are kept
 * @param retries how often a failed run is tried again
 * @param concurrency how runs for several deliveries relate
 * @param environment its own variables, in addition to those of every hook
 * @param rerun whether a run that a crash of the server cut short is run again, or else is recorded as interrupted
 */
public record HookOptions(
        Duration timeout,
        Duration killGrace,
        long maxOutput,
        int retries,
        Policy.Concurrency concurrency,
        Map<String, String> environment,
        boolean rerun) {

    static final Option<Long> MAX_OUTPUT = HooksOptions.MAX_OUTPUT.inheritedAs("max_output");

    public static final OptionGroup<HookOptions> GROUP = OptionGroup.of(
            HooksOptions.TIMEOUT.inheritedAs("timeout"),
            HooksOptions.KILL_GRACE.inheritedAs("kill_grace"),
            MAX_OUTPUT,
            Options.integer("retries", 0, 100, 0).live("How often a failed run is tried again, 0 to 100."),
            Options.choice("concurrency", Policy.Concurrency.values())
                    .live("How the runs of a hook for several deliveries relate."),
            Options.of("env", HookVariables.TYPE, Map.<String, String>of())
                    .combined(HookVariables::and)
                    .live("Variables for the hook."),
            HooksOptions.ON_CRASH.inheritedAs("on_crash"),
            HookOptions::new);

    public HookOptions {
        environment = Map.copyOf(environment);
    }

    /** Returns the limits of a run. */
    public Limits limits() {
        return new Limits(timeout, killGrace, maxOutput);
    }

    /** Returns how a run relates to others, and when it is repeated. */
    public Policy policy() {
        return new Policy(concurrency, retries, rerun);
    }
}
