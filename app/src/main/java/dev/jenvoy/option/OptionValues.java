package dev.jenvoy.option;

import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the values of declared keys, in the order of the declarations. */
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

    /** Returns no values. */
    public static OptionValues none() {
        return new OptionValues(Map.of());
    }

    /** Takes those keys that an object names; a key that is missing or cannot be read has no value. */
    public static OptionValues readIfSet(List<Option<?>> options, ObjectReader in, ReadContext context) {
        Map<Option<?>, Object> values = new LinkedHashMap<>();
        for (Option<?> option : options) {
            option.readIfSet(in, context).ifPresent(value -> values.put(option, value));
        }
        return new OptionValues(values);
    }

    /** Returns what a group's keys mean where nothing sets them: the value here of the key that each inherits from. */
    public OptionValues inheritedBy(OptionGroup<?> group) {
        Map<Option<?>, Object> inherited = new LinkedHashMap<>();
        for (Option<?> option : group.options()) {
            inherited.put(option, option.source().<Object>map(this::get).orElseGet(() -> option.fallback(Path.of(""))));
        }
        return new OptionValues(inherited);
    }

    /** Returns these values, where a narrower rule's values replace them or are combined with them. */
    public OptionValues with(OptionValues narrower) {
        Map<Option<?>, Object> both = new LinkedHashMap<>(values);
        narrower.values.keySet().forEach(option -> both.put(option, combined(option, narrower)));
        return new OptionValues(both);
    }

    /** Returns these values with another value of one key. */
    public <T> OptionValues with(Option<T> option, T value) {
        Map<Option<?>, Object> more = new LinkedHashMap<>(values);
        more.put(option, value);
        return new OptionValues(more);
    }

    private <T> T combined(Option<T> option, OptionValues narrower) {
        T narrow = narrower.get(option);
        return find(option).map(wide -> option.combined(wide, narrow)).orElse(narrow);
    }

    /** Returns the value of a key; empty where nothing sets it. */
    @SuppressWarnings("unchecked") // Each value was put in by its own key.
    public <T> Optional<T> find(Option<T> option) {
        return Optional.ofNullable((T) values.get(option));
    }

    /** Returns the value of a key. */
    public <T> T get(Option<T> option) {
        return find(option).orElseThrow(() -> new IllegalArgumentException("not a declared key: " + option.key()));
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

    /** Returns all secrets that are the values of keys, in plain text: for fingerprints, never to be shown. */
    public List<String> secretTexts() {
        return values.values().stream()
                .filter(Secrets.class::isInstance)
                .flatMap(secrets -> ((Secrets) secrets).texts().stream())
                .toList();
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
