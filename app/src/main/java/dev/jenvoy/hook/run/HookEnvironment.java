package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.sender.CommonEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds the environment of a hook. It is small and fixed, so that a hook runs the same wherever the server was
 * started, and contains no secret of the server.
 */
public final class HookEnvironment {

    /** The variable with the random token of the run, which identifies processes that outlive a crash. */
    public static final String RUN = "JENVOY_RUN";

    /** The variable with the number of the server that runs the hook, if several share the journal. */
    static final String SERVER = "JENVOY_SERVER";

    /** The variable with a number that grows along each queue over all servers. */
    static final String FENCE = "JENVOY_FENCE";

    /** The variable with the result of the other actions, for a hook that runs after them. */
    static final String RESULT = "JENVOY_RESULT";

    private static final List<String> ALWAYS =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String SHELL = "/bin/sh";
    private static final String LOCALE = "C.UTF-8";

    private HookEnvironment() {}

    /**
     * Returns the part of the server's environment that hooks get: a few fixed variables, and the configured ones. A
     * service manager may start the server without {@code HOME}, which git and ssh need. Missing or empty fixed
     * variables are therefore set from the account, like cron(8) does. {@code SHELL} also follows cron, because a
     * service's account often has a shell that runs nothing.
     *
     * @param server the server's own environment
     * @param handedOn whether to pass on a variable in addition to the fixed ones
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

    /**
     * Returns the complete environment of one run. Adds the variables of the delivery last, so that no other variable
     * can replace them. What the configuration sets for the hook replaces what its head sets.
     *
     * @param fromHead the variables that the hook's head sets
     */
    static Map<String, String> of(
            Map<String, String> inherited, Map<String, String> fromHead, HookOptions options, Context context) {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.putAll(fromHead);
        own(environment, options);
        Delivery delivery = context.delivery();
        Facts facts = delivery.facts();
        environment.putAll(facts.variables());
        put(environment, "JENVOY_EVENT", facts.event());
        put(environment, "JENVOY_KIND", CommonEvent.kind(facts));
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

    /** Returns the part of the environment of a run that is the same for every delivery. */
    static Map<String, String> withoutDelivery(Map<String, String> inherited, HookOptions options) {
        Map<String, String> environment = new HashMap<>(inherited);
        own(environment, options);
        return environment;
    }

    private static void own(Map<String, String> environment, HookOptions options) {
        environment.putAll(options.environment());
        options.secrets()
                .forEach((name, secret) -> environment.put(name, secret.texts().get(0)));
    }

    private static void put(Map<String, String> environment, String name, @Nullable Object value) {
        if (value == null) {
            environment.remove(name);
        } else {
            environment.put(name, value.toString());
        }
    }
}
