package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.HookOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a hook: small and fixed, so that a hook runs the same wherever the server was started, and holds
 * none of the server's secrets.
 */
public final class HookEnvironment {

    /** Holds the random token of the run, by which what outlives a crash is recognised. */
    static final String RUN = "JENVOY_RUN";

    private static final List<String> ALWAYS =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String SHELL = "/bin/sh";
    private static final String LOCALE = "C.UTF-8";

    private HookEnvironment() {}

    /**
     * What hooks get of the server's environment: the fixed few, and those that are to be handed on. A service manager
     * may give the server no {@code HOME}, without which git and ssh fail; what is missing or empty of the fixed few comes
     * from the account, as cron(8) has it. {@code SHELL} is cron's too: a service's account has one that runs nothing.
     *
     * @param server the server's own environment
     * @param handedOn whether a variable beside the fixed ones is handed on
     */
    public static Map<String, String> inherited(
            Map<String, String> server, Account account, Predicate<String> handedOn) {
        Map<String, String> environment = new HashMap<>();
        server.forEach((name, value) -> {
            boolean fixed = ALWAYS.contains(name) && !value.isEmpty();
            if (fixed || handedOn.test(name)) {
                environment.put(name, value);
            }
        });
        environment.putIfAbsent("PATH", DEFAULT_PATH);
        environment.putIfAbsent("HOME", account.home());
        String named = environment.getOrDefault("USER", environment.getOrDefault("LOGNAME", account.name()));
        if (!named.isEmpty()) {
            environment.putIfAbsent("USER", named);
            environment.putIfAbsent("LOGNAME", named);
        }
        environment.putIfAbsent("SHELL", SHELL);
        if (!environment.containsKey("LC_ALL")) {
            environment.putIfAbsent("LANG", LOCALE);
        }
        return environment;
    }

    /** The whole environment of one run. What tells of the delivery is put in last: nothing else can stand in for it. */
    static Map<String, String> of(Map<String, String> inherited, HookOptions options, Context context) {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.putAll(options.environment());
        Delivery delivery = context.delivery();
        Facts facts = delivery.facts();
        put(environment, "JENVOY_EVENT", facts.event());
        put(environment, "JENVOY_ACTION", facts.action());
        put(environment, "JENVOY_OWNER", facts.owner());
        put(environment, "JENVOY_REPO", facts.repository());
        put(environment, "JENVOY_BRANCH", facts.branch());
        put(environment, "JENVOY_TAG", facts.tag());
        put(environment, "JENVOY_REF", facts.ref());
        put(environment, "JENVOY_SHA", facts.sha());
        put(environment, "JENVOY_SENDER", facts.sender());
        put(environment, "JENVOY_DELIVERY", delivery.id());
        put(environment, "JENVOY_ATTEMPT", context.attempt());
        put(environment, RUN, context.token());
        put(environment, "JENVOY_SOURCE", delivery.key().source());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable Object value) {
        if (value == null) {
            environment.remove(name);
        } else {
            environment.put(name, value.toString());
        }
    }
}
