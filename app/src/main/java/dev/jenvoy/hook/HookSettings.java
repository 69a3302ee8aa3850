package dev.jenvoy.hook;

import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The configured settings of hooks.
 *
 * @param folder the hooks folder
 * @param rule how children are named
 * @param commonNames whether hooks may be named by the common name of an event, too
 * @param environment the variables that every hook gets from the server's own environment
 * @param options the options of a hook, by its name
 * @param modes checks who may change a file
 * @param events the events that only this configuration knows
 * @param userHelper the words of the program by which a server that is not root runs hooks as other accounts; empty without one
 */
public record HookSettings(
        Path folder,
        ChildRule rule,
        boolean commonNames,
        Map<String, String> environment,
        HookRules options,
        StrictModes modes,
        Set<String> events,
        List<String> userHelper) {
    public HookSettings {
        environment = Map.copyOf(environment);
        events = Set.copyOf(events);
        userHelper = List.copyOf(userHelper);
    }

    /** The settings of a configuration that knows no further events and no helper. */
    public HookSettings(
            Path folder,
            ChildRule rule,
            boolean commonNames,
            Map<String, String> environment,
            HookRules options,
            StrictModes modes) {
        this(folder, rule, commonNames, environment, options, modes, Set.of(), List.of());
    }

    /** Analyses the first bytes of a hook's file, with the folder and the {@code PATH} of its run. */
    public ProgramFile program(String hook, Path file) {
        String common = environment.getOrDefault("PATH", "");
        String path = options.apply(hook).environment().getOrDefault("PATH", common);
        Path absolute = file.toAbsolutePath();
        return ProgramFile.of(absolute, absolute.resolveSibling(""), path);
    }
}
