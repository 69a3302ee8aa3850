package dev.jenvoy.hook;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.delivery.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The configured options of the hooks whose name matches.
 *
 * @param pattern matches a hook's name, with or without its owner's folder
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
