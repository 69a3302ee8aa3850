package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.hook.report.ReportForm;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.process.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

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
 * @param reports where its runs are reported
 */
public record HookOptions(
        Duration timeout,
        Duration killGrace,
        long maxOutput,
        int retries,
        Policy.Concurrency concurrency,
        Map<String, String> environment,
        boolean rerun,
        Set<ReportForm> reports) {

    static final Option<Long> MAX_OUTPUT = HooksOptions.MAX_OUTPUT.inheritedAs("max_output");

    private static final Option<Duration> TIMEOUT = HooksOptions.TIMEOUT.inheritedAs("timeout");
    private static final Option<Duration> KILL_GRACE = HooksOptions.KILL_GRACE.inheritedAs("kill_grace");
    private static final Option<Integer> RETRIES =
            Options.integer("retries", 0, 100, 0).live("How often a failed run is tried again, 0 to 100.");
    private static final Option<Policy.Concurrency> CONCURRENCY = Options.choice(
                    "concurrency", Policy.Concurrency.values())
            .live("How the runs of a hook for several deliveries relate.");
    private static final Option<Map<String, String>> ENVIRONMENT = Options.of(
                    "env", HookVariables.TYPE, Map.<String, String>of())
            .combined(HookVariables::and)
            .live("Variables for the hook.");
    private static final Option<Boolean> ON_CRASH = HooksOptions.ON_CRASH.inheritedAs("on_crash");
    static final Option<Set<ReportForm>> REPORT = Options.of("report", ReportForm.TYPE, Set.<ReportForm>of())
            .live("Where its runs are reported: on the commit, or in a comment on the pull request.");

    public static final OptionGroup<HookOptions> GROUP = OptionGroup.of(
            values -> new HookOptions(
                    values.get(TIMEOUT),
                    values.get(KILL_GRACE),
                    values.get(MAX_OUTPUT),
                    values.get(RETRIES),
                    values.get(CONCURRENCY),
                    values.get(ENVIRONMENT),
                    values.get(ON_CRASH),
                    values.get(REPORT)),
            TIMEOUT,
            KILL_GRACE,
            MAX_OUTPUT,
            RETRIES,
            CONCURRENCY,
            ENVIRONMENT,
            ON_CRASH,
            REPORT);

    public HookOptions {
        environment = Map.copyOf(environment);
        reports = Set.copyOf(reports);
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
