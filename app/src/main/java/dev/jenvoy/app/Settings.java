package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.sender.SenderConfig;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.ShellCommands;
import dev.jenvoy.hook.run.Account;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.sns.SnsSettings;
import dev.jenvoy.sender.travis.TravisSettings;
import dev.jenvoy.sender.trigger.TriggerKey;
import dev.jenvoy.sender.trigger.TriggerSettings;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.response.WebOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derives each part's settings from the configuration. */
public final class Settings {

    private Settings() {}

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

    static AdminRequestOptions admin(Config config) {
        WebOptions web = config.get(WebOptions.GROUP);
        return new AdminRequestOptions(
                config.get(AdminListenerOptions.GROUP).token().texts().stream().findFirst(),
                web.trustedProxies(),
                web.requestTimeout());
    }

    /**
     * Returns the settings of hooks.
     *
     * @param environment the server's own environment
     */
    public static HookSettings hooks(Config config, Map<String, String> environment) {
        HooksOptions hooks = config.get(HooksOptions.GROUP);
        return new HookSettings(
                hooks.folder(),
                hooks.childRule(),
                HookEnvironment.inherited(environment, Account.ofThisProcess(), config::passes),
                hooks.byName(),
                StrictModes.of(environment));
    }
}
