package dev.jenvoy.config;

import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.sender.registry.SendersOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One state of the configuration: every declared key, checked and with its default filled in. Paths are absolute, resolved
 * against the folder of the file. Immutable.
 */
public final class Config {

    private static final List<OptionGroup<?>> GROUPS = ConfigSections.groups();

    /** Keys that may differ between servers that share a journal. */
    private static final Set<String> OF_ONE_MACHINE = Set.of(
            "http_host",
            "http_port",
            "http_socket",
            "http_socket_mode",
            "http_socket_proxy",
            "tls",
            "hooks_path",
            "data_path",
            "backup_path",
            "admin_host",
            "admin_port",
            "max_concurrent",
            "user_helper",
            "debug_level",
            "log_format",
            "access_log");

    private final OptionValues values;
    private final Set<String> secretVariables;
    private final Map<OptionGroup<?>, Object> options = new HashMap<>();

    private Config(OptionValues values, Set<String> secretVariables) {
        this.values = values;
        this.secretVariables = Set.copyOf(secretVariables);
        for (OptionGroup<?> group : GROUPS) {
            options.put(group, group.of(values));
        }
    }

    /** Returns what an empty file in this folder means. */
    public static Config defaults(Path folder) {
        return new Config(OptionValues.defaults(GROUPS, folder), Set.of());
    }

    /** Takes every key out of a file's top level. */
    static Config read(ObjectReader in, Path folder, SecretReader secrets) {
        OptionValues values = OptionValues.read(GROUPS, in, folder, secrets);
        return new Config(values, secrets.variables());
    }

    /** Returns every declared key. */
    public static List<Option<?>> keys() {
        return GROUPS.stream()
                .<Option<?>>flatMap(group -> group.options().stream())
                .toList();
    }

    /** Returns the options of one feature. */
    @SuppressWarnings("unchecked") // Each group made its own options.
    public <R> R get(OptionGroup<R> group) {
        Object found = options.get(group);
        if (found == null) {
            throw new IllegalArgumentException("not a group of the configuration: " + group.options());
        }
        return (R) found;
    }

    /** Returns the options of senders other than GitHub. */
    public SendersOptions senders() {
        return get(SendersOptions.GROUP);
    }

    /** Returns the names of the variables that {@code env:} references read. */
    public Set<String> secretVariables() {
        return secretVariables;
    }

    /** Returns whether {@code env_pass} passes this variable of the server's environment to hooks. */
    public boolean passes(String variable) {
        return get(HooksOptions.GROUP).passed().pass(variable, secretVariables);
    }

    /** Returns what of a new configuration takes effect while the server runs, and reports what does not. */
    Config update(Config wanted, UpdateReport report) {
        OptionValues merged = values.update(wanted.values, report);
        Set<String> variables = new HashSet<>(wanted.secretVariables);
        if (merged.hasOtherSecrets(wanted.values)) {
            // A secret that stays in force may come from a variable that the new file does not name.
            variables.addAll(secretVariables);
        }
        return new Config(merged, variables);
    }

    /** Returns the keys whose values differ. */
    List<String> changedKeys(Config next) {
        return values.changed(next.values);
    }

    /** Returns the values as they may be shown, by key: what is shown can be written into a file again. */
    public Map<String, Object> shown() {
        return values.shown();
    }

    /**
     * Returns a short fingerprint of what servers that share a journal should have in common: of all keys but addresses, ports,
     * paths and the log. It says nothing about secrets to those who do not know the key.
     *
     * @param key a secret that these servers share
     */
    public String fingerprint(String key) {
        Map<String, Object> common = new LinkedHashMap<>(values.shown());
        common.keySet().removeAll(OF_ONE_MACHINE);
        return ConfigFingerprint.of(key, common + "\n" + values.secretTexts());
    }

    /**
     * Returns the keys that may be shown, with their values, by section.
     *
     * @param folder the folder of the file, which relative paths refer to
     */
    public List<ShownKey> shownKeys(Path folder) {
        List<ShownKey> all = new ArrayList<>();
        for (ConfigSections.Section section : ConfigSections.ALL) {
            for (OptionGroup<?> group : section.groups()) {
                group.options().stream()
                        .filter(option -> !option.isHidden())
                        .forEach(option -> all.add(shown(section.title(), option, folder)));
            }
        }
        return all;
    }

    private <T> ShownKey shown(String section, Option<T> option, Path folder) {
        return new ShownKey(
                section,
                option.key(),
                option.shown(values.get(option)).orElse(""),
                option.shown(option.fallback(folder)).orElse(""),
                option.change() == Option.Change.LIVE,
                option.type(),
                option.help());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Config config
                && values.equals(config.values)
                && secretVariables.equals(config.secretVariables);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Config" + shown();
    }
}
