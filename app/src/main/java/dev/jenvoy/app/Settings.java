package dev.jenvoy.app;

import dev.jenvoy.app.feature.TrackerMaker;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.EndpointsSection;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.ShellCommands;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.run.Account;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.Commands;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.ticket.tracker.TrackerListener;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.response.WebOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derives each part's settings from the configuration. */
public final class Settings {

    private Settings() {}

    /** Returns the folder in which everything is kept. */
    public static Path dataFolder(Config config) {
        return config.get(StorageOptions.GROUP).folder();
    }

    /** Returns the folder of the copies of payloads, if there are any. */
    public static Optional<Path> copiesFolder(Config config) {
        return config.get(BackupOptions.GROUP).folder();
    }

    static ShellCommands commands(Config config) {
        Map<String, String> commands = new HashMap<>();
        config.get(TriggerOptions.GROUP)
                .keys()
                .forEach(key -> key.cmd().ifPresent(cmd -> commands.put(key.name(), cmd)));
        return new ShellCommands("trigger", commands);
    }

    static AdminRequestOptions admin(Config config) {
        WebOptions web = config.get(WebOptions.GROUP);
        return new AdminRequestOptions(
                config.get(AdminListenerOptions.GROUP).access(), web.trustedProxies(), web.requestTimeout());
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
                hooks.commonNames(),
                HookEnvironment.inherited(environment, Account.ofThisProcess(), config::passes),
                hooks.byName(),
                StrictModes.of(environment),
                events(config),
                hooks.userHelper());
    }

    /**
     * Returns the longest time that any hook has between SIGTERM and SIGKILL, as far as it is known.
     *
     * @param heads has read the heads of hooks that ran
     */
    static Duration longestKillGrace(Config config, HookHeads heads) {
        return Collections.max(List.of(config.get(HooksOptions.GROUP).longestKillGrace(), heads.longestKillGrace()));
    }

    private static Set<String> events(Config config) {
        Optional<ConfiguredEndpoints> endpoints = config.get(EndpointsSection.GROUP);
        // Asked first, because what follows loads a class of endpoints.
        return endpoints.isEmpty() ? Set.of() : endpoints.get().events();
    }

    /**
     * Returns what makes trackers for a command, whose requests are not counted.
     *
     * @param environment the environment of the command
     */
    public static TrackerMaker trackers(Config config, Map<String, String> environment) {
        return new TrackerMaker(
                environment,
                () -> hooks(config, environment),
                Commands::forThisMachine,
                TrackerListener.NONE,
                InstantSource.system());
    }
}
