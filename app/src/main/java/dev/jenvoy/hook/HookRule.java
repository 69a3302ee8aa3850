package dev.jenvoy.hook;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configured options of the hooks whose name matches.
 *
 * @param pattern matches a hook's name, with or without its owner's folder
 * @param timeout how long the hook may run
 * @param killGrace from SIGTERM to SIGKILL
 * @param maxOutput how many bytes of each output are kept
 * @param retries how often a failed run is tried again
 * @param concurrency how runs for several deliveries relate
 * @param rerun whether a run that a crash of the server cut short is run again
 * @param environment variables set for the hook, literally, in the file's order
 */
public record HookRule(
        NamePattern pattern,
        Optional<Duration> timeout,
        Optional<Duration> killGrace,
        Optional<Long> maxOutput,
        Optional<Integer> retries,
        Optional<Policy.Concurrency> concurrency,
        Optional<Boolean> rerun,
        Map<String, String> environment) {

    /** Copies the variables, keeping their order. */
    public HookRule {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Returns rules as the file has them, by pattern, each with what it sets. Values of variables are not shown. */
    static Map<String, Object> shown(List<HookRule> rules) {
        Map<String, Object> all = new LinkedHashMap<>();
        rules.forEach(rule -> all.put(rule.pattern.text(), rule.shown()));
        return all;
    }

    private Map<String, Object> shown() {
        Map<String, Object> one = new LinkedHashMap<>();
        timeout.ifPresent(time -> one.put("timeout", Amounts.words(time)));
        killGrace.ifPresent(time -> one.put("kill_grace", Amounts.words(time)));
        maxOutput.ifPresent(size -> one.put("max_output", Amounts.words(size)));
        retries.ifPresent(count -> one.put("retries", count));
        concurrency.ifPresent(how -> one.put("concurrency", how.name().toLowerCase(Locale.ROOT)));
        if (!environment.isEmpty()) {
            Map<String, String> variables = new LinkedHashMap<>();
            environment.keySet().forEach(name -> variables.put(name, Secrets.SET));
            one.put("env", variables);
        }
        rerun.ifPresent(again -> one.put("on_crash", again ? HookRuleReader.RERUN : HookRuleReader.FAIL));
        return one;
    }

    /** Shows the names of variables and not their values, which may be tokens. */
    @Override
    public String toString() {
        return "HookRule[" + pattern.text() + "=" + shown() + "]";
    }

    /** Returns whether the pattern matches exactly one name. */
    boolean isExact() {
        return pattern.isExact();
    }

    /** Returns whether the pattern may match the name of a trigger's command, according to its beginning. */
    boolean mayNameCommand() {
        return pattern.text().startsWith(ShellCommands.PREFIX)
                || pattern.text().startsWith("*")
                || pattern.text().startsWith("?");
    }

    boolean matches(String hook) {
        return pattern.matches(hook) || (hook.startsWith("@") && pattern.matches(withoutOwner(hook)));
    }

    private static String withoutOwner(String hook) {
        return hook.substring(hook.indexOf('/') + 1);
    }
}
