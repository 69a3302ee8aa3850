package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.OnCrash;
import dev.jenvoy.config.sender.SenderConfig;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.dispatch.schedule.DispatchSettings;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookLimits;
import dev.jenvoy.hook.HookRule;
import dev.jenvoy.hook.HookRules;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.ShellCommands;
import dev.jenvoy.hook.run.Account;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.github.GitHubSettings;
import dev.jenvoy.sender.sns.SnsSettings;
import dev.jenvoy.sender.travis.TravisSettings;
import dev.jenvoy.sender.trigger.TriggerKey;
import dev.jenvoy.sender.trigger.TriggerSettings;
import dev.jenvoy.web.admin.http.AdminSettings;
import dev.jenvoy.web.response.WebSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derives each part's settings from the configuration. */
public final class Settings {

    private Settings() {}

    static GitHubSettings gitHub(Config config) {
        return new GitHubSettings(
                config.githubIpsOnly(),
                config.allowedIps(),
                config.enforceSecret().texts(),
                config.acceptSha1());
    }

    static SenderOptions sender(Config config, String name) {
        SenderConfig sender = config.senders().of(name);
        return new SenderOptions(
                "senders." + name, sender.allowedIps(), sender.secret().texts(), sender.insecure());
    }

    /**
     * Returns the options of a sender at a registered endpoint: the configured addresses and the endpoint's secrets,
     * which it always requires.
     */
    static SenderOptions endpoint(Config config, String name, List<String> secrets) {
        return new SenderOptions("senders." + name, config.senders().of(name).allowedIps(), secrets, false);
    }

    static TravisSettings travis(Config config) {
        return new TravisSettings(
                sender(config, "travis"),
                config.senders().travis().api(),
                config.senders().travis().repositories());
    }

    static SnsSettings sns(Config config) {
        return new SnsSettings(
                config.senders().of("sns").allowedIps(), config.senders().sns().topics());
    }

    static TriggerSettings triggers(Config config) {
        return new TriggerSettings(
                config.senders().of("trigger").allowedIps(),
                config.triggers().expiration(),
                config.triggers().future(),
                config.triggers().all().stream()
                        .map(key -> new TriggerKey(
                                new Repository(key.repository()),
                                new RefName(key.branch()),
                                key.token().texts(),
                                key.iterations()))
                        .toList());
    }

    static ShellCommands commands(Config config) {
        Map<String, String> commands = new HashMap<>();
        config.triggers()
                .all()
                .forEach(key -> key.cmd().ifPresent(cmd -> commands.put(key.repository() + ":" + key.branch(), cmd)));
        return new ShellCommands("trigger", commands);
    }

    static WebSettings web(Config config) {
        return new WebSettings(
                config.trustedProxies(),
                config.maxPayload(),
                config.requestTimeout(),
                config.responseTimeout(),
                config.returnScriptsInfo(),
                config.failedHookStatus());
    }

    static AdminSettings admin(Config config) {
        return new AdminSettings(
                config.adminToken().texts().stream().findFirst(), config.trustedProxies(), config.requestTimeout());
    }

    static DispatchSettings dispatch(Config config) {
        return new DispatchSettings(config.maxConcurrent(), config.maxBacklog());
    }

    /**
     * Returns the settings of hooks.
     *
     * @param environment the server's own environment
     */
    public static HookSettings hooks(Config config, Map<String, String> environment) {
        HookLimits limits = new HookLimits(config.hookTimeout(), config.killGrace(), config.maxOutput());
        Policy policy = new Policy(Policy.DEFAULT.concurrency(), Policy.DEFAULT.retries(), reruns(config.onCrash()));
        return new HookSettings(
                config.hooksPath(),
                rule(config),
                HookEnvironment.inherited(environment, Account.ofThisProcess(), config::handsOn),
                new HookRules(
                        limits,
                        policy,
                        config.hooks().stream().map(Settings::hookRule).toList()),
                StrictModes.of(environment));
    }

    /** Returns the rule for names of child hooks. */
    public static ChildRule rule(Config config) {
        return switch (config.childHooks()) {
            case PREFIX -> ChildRule.PREFIX;
            case DELIMITED -> ChildRule.DELIMITED;
        };
    }

    private static HookRule hookRule(dev.jenvoy.config.HookConfig options) {
        return new HookRule(
                options.pattern(),
                options.timeout(),
                options.killGrace(),
                options.maxOutput(),
                options.retries(),
                options.concurrency().map(Settings::concurrency),
                options.onCrash().map(Settings::reruns),
                options.env());
    }

    private static Policy.Concurrency concurrency(dev.jenvoy.config.Concurrency concurrency) {
        return switch (concurrency) {
            case ORDERED -> Policy.Concurrency.ORDERED;
            case EXCLUSIVE -> Policy.Concurrency.EXCLUSIVE;
            case LATEST -> Policy.Concurrency.LATEST;
            case PARALLEL -> Policy.Concurrency.PARALLEL;
        };
    }

    private static boolean reruns(OnCrash onCrash) {
        return onCrash == OnCrash.RERUN;
    }
}
