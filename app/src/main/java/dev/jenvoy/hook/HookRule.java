package dev.jenvoy.hook;

import dev.jenvoy.delivery.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the configuration says of the hooks whose name matches.
 *
 * @param pattern a hook's name, with or without its owner's folder; {@code *} stands for any characters, slashes too,
 *     {@code ?} for one
 */
public record HookRule(
        String pattern,
        Optional<Duration> timeout,
        Optional<Duration> killGrace,
        Optional<Long> maxOutput,
        Optional<Integer> retries,
        Optional<Policy.Concurrency> concurrency,
        Optional<Boolean> rerun,
        Map<String, String> environment) {

    /** Whether it names one hook and no others. */
    boolean isExact() {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether the name that it matches could be that of a trigger's command, as far as its beginning shows. */
    boolean mayNameCommand() {
        return pattern.startsWith(ShellCommands.PREFIX) || pattern.startsWith("*") || pattern.startsWith("?");
    }

    boolean matches(String hook) {
        return matchesName(hook) || (hook.startsWith("@") && matchesName(withoutOwner(hook)));
    }

    private boolean matchesName(String name) {
        if (isExact()) {
            return pattern.equals(name);
        }
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }

    private static String withoutOwner(String hook) {
        return hook.substring(hook.indexOf('/') + 1);
    }
}
