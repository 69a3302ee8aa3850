package dev.jenvoy.hook;

import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The configured settings of hooks.
 *
 * @param folder the hooks folder
 * @param rule how children are named
 * @param commonNames whether hooks may be named by the common name of an event, too
 * @param environment the variables that every hook gets from the server's own environment
 * @param options the options of a hook, by its name
 * @param modes checks who may change a file
 */
public record HookSettings(
        Path folder,
        ChildRule rule,
        boolean commonNames,
        Map<String, String> environment,
        HookRules options,
        StrictModes modes) {
    public HookSettings {
        environment = Map.copyOf(environment);
    }

    /** Returns hooks in the order in which they run: those with the option {@code on} come last, in their own order. */
    public List<Hook> inOrder(List<Hook> hooks) {
        return hooks.stream()
                .sorted(Comparator.comparing(
                        hook -> options.apply(hook.name()).on().isPresent()))
                .toList();
    }

    /** Analyses the first bytes of a hook's file, with the folder and the {@code PATH} of its run. */
    public ProgramFile program(String hook, Path file) {
        String common = environment.getOrDefault("PATH", "");
        String path = options.apply(hook).environment().getOrDefault("PATH", common);
        Path absolute = file.toAbsolutePath();
        return ProgramFile.of(absolute, absolute.resolveSibling(""), path);
    }
}
