package dev.jenvoy.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * What the configuration says of hooks.
 *
 * @param folder the hooks folder
 * @param rule how children are named
 * @param environment the variables that every hook gets from the server's own environment
 * @param options the options of a hook by its name
 */
public record HookSettings(
        Path folder, ChildRule rule, Map<String, String> environment, Function<String, HookOptions> options) {
    public HookSettings {
        environment = Map.copyOf(environment);
    }
}
