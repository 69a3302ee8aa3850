package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.hook.report.ReportForm;
import dev.jenvoy.hook.schedule.CronSchedule;
import dev.jenvoy.hook.schedule.ScheduleType;
import dev.jenvoy.hook.variable.AccountName;
import dev.jenvoy.hook.variable.HookSecrets;
import dev.jenvoy.hook.variable.HookVariables;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.process.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of one hook, with the keys that an entry of {@code hooks} may set.
 *
 * @param timeout how long the hook may run
 * @param killGrace from SIGTERM to SIGKILL; may be zero
 * @param maxOutput how many bytes of the log are kept
 * @param answerOutput how many bytes of each output answers show, if the log may be as long
 * @param retries how often a failed run is tried again
 * @param concurrency how runs for several deliveries relate
 * @param debounce how long a run waits for a newer one of its queue; zero: it does not wait
 * @param schedule at which times it runs, too
 * @param catchesUp whether a time that was missed is made up for, once
 * @param on after which result of the others it runs, if it runs after all others of its delivery
 * @param environment its own variables, in addition to those of every hook
 * @param secrets its variables whose values are secrets
 * @param user the account as which it runs; empty for the server's own
 * @param rerun whether a run that a crash of the server cut short is run again, or else is recorded as interrupted
 * @param outlivesCutOff whether a run goes on although its server is cut off from the journal that it shares with others
 * @param residency whether and how processes of it stay for several deliveries
 * @param reports where its runs are reported
 */
public record HookOptions(
        Duration timeout,
        Duration killGrace,
        long maxOutput,
        long answerOutput,
        int retries,
        Policy.Concurrency concurrency,
        Duration debounce,
        Optional<CronSchedule> schedule,
        boolean catchesUp,
        Optional<RunCondition> on,
        Map<String, String> environment,
        Map<String, Secrets> secrets,
        Optional<String> user,
        boolean rerun,
        boolean outlivesCutOff,
        Residency residency,
        Set<ReportForm> reports) {

    private static final Option<Duration> TIMEOUT = HooksOptions.TIMEOUT.inheritedAs("timeout");
    static final Option<Duration> KILL_GRACE = HooksOptions.KILL_GRACE.inheritedAs("kill_grace");
    static final Option<Long> MAX_OUTPUT = HooksOptions.MAX_OUTPUT.inheritedAs("max_output");
    static final Option<Long> ANSWER_OUTPUT = HooksOptions.ANSWER_OUTPUT.inheritedAs("answer_output");
    private static final Option<Integer> RETRIES =
            Options.integer("retries", 0, 100, 0).live("How often a failed run is tried again, 0 to 100.");
    private static final Option<Policy.Concurrency> CONCURRENCY = Options.choice(
                    "concurrency", Policy.Concurrency.values())
            .live("How the runs of a hook for several deliveries relate.");
    private static final Option<Duration> DEBOUNCE = Options.durationOrZero("debounce", Duration.ZERO)
            .live("How long a run waits for a newer one, which takes its place.");
    static final Option<Optional<CronSchedule>> SCHEDULE = Options.of(
                    "schedule", ScheduleType.TYPE, Optional.<CronSchedule>empty())
            .live("Runs the hook by time, too.");
    private static final Option<Boolean> CATCH_UP =
            Options.flag("catch_up", true).live("Makes up for missed times of the schedule, once.");
    private static final Option<Optional<RunCondition>> ON = Options.of(
                    "on", RunCondition.TYPE, Optional.<RunCondition>empty())
            .live("Runs the hook after all others of its delivery, if this is their result.");
    private static final Option<Map<String, String>> ENVIRONMENT = Options.of(
                    "env", HookVariables.TYPE, Map.<String, String>of())
            .combined(HookVariables::and)
            .live("Variables for the hook.");
    private static final Option<Map<String, Secrets>> SECRETS = Options.of(
                    "secrets", HookSecrets.TYPE, Map.<String, Secrets>of())
            .combined(HookSecrets::and)
            .live("Variables for the hook whose values are secrets.");
    private static final Option<Optional<String>> USER =
            Options.of("user", AccountName.TYPE, Optional.<String>empty()).live("The account as which the hook runs.");
    private static final Option<Boolean> ON_CRASH = HooksOptions.ON_CRASH.inheritedAs("on_crash");
    private static final Option<Boolean> ON_CUTOFF = Options.eitherNot("on_cutoff", "keep", "end")
            .live(
                    "What happens to a running hook when its server is cut off from the journal that it shares with others.");
    private static final Option<Boolean> RESIDENT =
            Options.flag("resident", false).live("Start the hook once, and give it one delivery after the other.");
    private static final Option<Integer> COPIES =
            Options.integer("copies", 1, 64, 1).live("How many processes a resident hook may have at once, 1 to 64.");
    private static final Option<Duration> IDLE = Options.duration("idle", Duration.ofMinutes(10))
            .live("How long a process of a resident hook stays without a delivery.");
    static final Option<Set<ReportForm>> REPORT = Options.of("report", ReportForm.TYPE, Set.<ReportForm>of())
            .live("Where its runs are reported: on the commit, or in a comment on the pull request.");

    public static final OptionGroup<HookOptions> GROUP = OptionGroup.of(
            values -> new HookOptions(
                    values.get(TIMEOUT),
                    values.get(KILL_GRACE),
                    values.get(MAX_OUTPUT),
                    values.get(ANSWER_OUTPUT),
                    values.get(RETRIES),
                    values.get(CONCURRENCY),
                    values.get(DEBOUNCE),
                    values.get(SCHEDULE),
                    values.get(CATCH_UP),
                    values.get(ON),
                    values.get(ENVIRONMENT),
                    values.get(SECRETS),
                    values.get(USER),
                    values.get(ON_CRASH),
                    values.get(ON_CUTOFF),
                    new Residency(values.get(RESIDENT), values.get(COPIES), values.get(IDLE)),
                    values.get(REPORT)),
            TIMEOUT,
            KILL_GRACE,
            MAX_OUTPUT,
            ANSWER_OUTPUT,
            RETRIES,
            CONCURRENCY,
            DEBOUNCE,
            SCHEDULE,
            CATCH_UP,
            ON,
            ENVIRONMENT,
            SECRETS,
            USER,
            ON_CRASH,
            ON_CUTOFF,
            RESIDENT,
            COPIES,
            IDLE,
            REPORT);

    /**
     * Whether and how processes of the hook stay for several deliveries.
     *
     * @param resident whether they do
     * @param copies how many there may be at once
     * @param idle how long one stays without a delivery
     */
    public record Residency(boolean resident, int copies, Duration idle) {

        /** A hook whose process ends with its delivery. */
        public static final Residency NOT = new Residency(false, 1, Duration.ofMinutes(10));
    }

    public HookOptions {
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        reports = Set.copyOf(reports);
    }

    /** Returns which reports some values of these options ask for; empty where they do not say it. */
    public static Set<ReportForm> reports(OptionValues values) {
        return values.find(REPORT).orElse(Set.of());
    }

    /** Returns the time between SIGTERM and SIGKILL of some values of these options; empty where they do not say it. */
    public static Optional<Duration> killGrace(OptionValues values) {
        return values.find(KILL_GRACE);
    }

    /** Returns in words what makes the hook run at another time, by other rules, or as another account; no secret. */
    public List<String> described() {
        List<String> words = new ArrayList<>();
        if (!debounce.isZero()) {
            words.add("debounce " + Amounts.words(debounce));
        }
        schedule.ifPresent(
                times -> words.add("by time: " + times.text() + (catchesUp ? "" : " (without missed times)")));
        on.ifPresent(condition -> words.add("after the others on " + condition.word()));
        user.ifPresent(name -> words.add("as user " + name));
        if (residency.resident()) {
            words.add("resident, " + residency.copies() + (residency.copies() == 1 ? " process" : " processes"));
        }
        if (!secrets.isEmpty()) {
            words.add("secrets " + String.join(", ", new TreeSet<>(secrets.keySet())));
        }
        return words;
    }

    /** Returns the limits of a run. */
    public Limits limits() {
        return new Limits(timeout, killGrace, Math.min(answerOutput, maxOutput));
    }

    /** Returns how a run relates to others, and when it is repeated. Only the newest of those that wait can be awaited. */
    public Policy policy() {
        return new Policy(debounce.isZero() ? concurrency : Policy.Concurrency.LATEST, retries, rerun);
    }
}
