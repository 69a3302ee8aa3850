package dev.jenvoy.option;

import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a value for each declared key, in the order of the declarations. */
public final class OptionValues {
    private final Map<Option<?>, Object> values;

    private OptionValues(Map<Option<?>, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Returns what an empty file in this folder means. */
    public static OptionValues defaults(List<OptionGroup<?>> groups, Path folder) {
        Map<Option<?>, Object> values = new LinkedHashMap<>();
        for (OptionGroup<?> group : groups) {
            for (Option<?> option : group.options()) {
                values.put(option, option.fallback(folder));
            }
        }
        return new OptionValues(values);
    }

    /** Takes every declared key out of a file's top level; a key that is missing or cannot be read has its default. */
    public static OptionValues read(List<OptionGroup<?>> groups, ObjectReader in, Path folder, SecretReader secrets) {
        Map<Option<?>, Object> values = new LinkedHashMap<>();
        ReadContext context = new ReadContext(folder, secrets, new OptionValues(values));
        for (OptionGroup<?> group : groups) {
            for (Option<?> option : group.options()) {
                values.put(option, option.read(in, context));
            }
        }
        return new OptionValues(values);
    }

    /** Returns the value of a key. */
    @SuppressWarnings("unchecked") // Each value was put in by its own key.
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException("not a declared key: " + option.key());
        }
        return (T) value;
    }

    /**
     * Returns the values that take effect while the server runs, and reports those that do not: a key that takes a restart
     * keeps its value, a secret may be exchanged but not removed.
     */
    public OptionValues update(OptionValues wanted, UpdateReport report) {
        Map<Option<?>, Object> merged = new LinkedHashMap<>();
        values.keySet().forEach(option -> merged.put(option, update(option, wanted, report)));
        return new OptionValues(merged);
    }

    private <T> T update(Option<T> option, OptionValues wanted, UpdateReport report) {
        return option.update(get(option), wanted.get(option), report);
    }

    /** Returns whether the secrets of any key differ. */
    public boolean hasOtherSecrets(OptionValues other) {
        return values.keySet().stream()
                .anyMatch(option -> option.holdsSecrets() && !get(option).equals(other.get(option)));
    }

    /** Returns the keys whose values differ. */
    public List<String> changed(OptionValues next) {
        List<String> keys = new ArrayList<>();
        values.forEach((option, value) -> {
            if (!value.equals(next.get(option))) {
                keys.add(option.key());
            }
        });
        return keys;
    }

    /** Returns the values as they may be shown, by key: what is shown can be written into a file again. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.keySet().forEach(option -> shown(option).ifPresent(value -> shown.put(option.key(), value)));
        return shown;
    }

    private <T> Optional<Object> shown(Option<T> option) {
        return option.shown(get(option));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionValues all && values.equals(all.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return shown().toString();
    }
}
