package dev.jenvoy.option;

import dev.jenvoy.option.json.ObjectReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Declares one key of the configuration. {@link Options} begins a declaration. */
public final class Option<T> {

    /** Says when a change of the key takes effect. */
    public enum Change {
        /** With the next request. */
        LIVE,
        /** With the next start. */
        RESTART
    }

    private final Draft<T> draft;
    private final Change change;
    private final String help;
    private final Optional<Option<T>> source;

    private Option(Draft<T> draft, Change change, String help, Optional<Option<T>> source) {
        this.draft = draft;
        this.change = change;
        this.help = help;
        this.source = source;
    }

    /** Collects the properties of a key. */
    public static final class Draft<T> {
        private final String key;
        private final ValueType<T> type;
        private final Function<Path, T> fallback;
        private final BinaryOperator<T> combined;
        private final boolean isShown;

        private Draft(
                String key,
                ValueType<T> type,
                Function<Path, T> fallback,
                BinaryOperator<T> combined,
                boolean isShown) {
            this.key = key;
            this.type = type;
            this.fallback = fallback;
            this.combined = combined;
            this.isShown = isShown;
        }

        static <T> Draft<T> of(String key, ValueType<T> type, Function<Path, T> fallback) {
            return new Draft<>(key, type, fallback, (wide, narrow) -> narrow, true);
        }

        /** Leaves the key out of the shown configuration, because another key shows its effect. */
        public Draft<T> hidden() {
            return new Draft<>(key, type, fallback, combined, false);
        }

        /** Combines the values of two rules for one thing; else that of the narrower rule counts alone. */
        public Draft<T> combined(BinaryOperator<T> wideAndNarrow) {
            return new Draft<>(key, type, fallback, wideAndNarrow, isShown);
        }

        /**
         * Declares a key whose change takes effect with the next request.
         *
         * @param help one line, with which the key's row in the reference begins
         */
        public Option<T> live(String help) {
            return new Option<>(this, Change.LIVE, help, Optional.empty());
        }

        /**
         * Declares a key whose change takes effect with the next start.
         *
         * @param help one line, with which the key's row in the reference begins
         */
        public Option<T> restart(String help) {
            return new Option<>(this, Change.RESTART, help, Optional.empty());
        }
    }

    /** Declares a key of single things. It has the type of this key, and this key's value where nothing sets it. */
    public Option<T> inheritedAs(String key) {
        return new Option<>(Draft.of(key, draft.type, draft.fallback), change, help, Optional.of(this));
    }

    /** Returns its name in the file. */
    public String key() {
        return draft.key;
    }

    /** Returns its type as the reference names it. */
    public String type() {
        return draft.type.words();
    }

    /** Says when a change takes effect. */
    public Change change() {
        return change;
    }

    /** Says in one line what it does. */
    public String help() {
        return help;
    }

    /** Returns the key that it inherits its default from; empty for a key with a default of its own. */
    public Optional<Option<T>> source() {
        return source;
    }

    /** Returns its value where a file in this folder does not name it. */
    public T fallback(Path folder) {
        return draft.fallback.apply(folder);
    }

    /** Returns a value as it may be shown, in the shape that the file has; empty where it is left out. */
    public Optional<Object> shown(T value) {
        return draft.isShown ? draft.type.shown().apply(value) : Optional.empty();
    }

    /** Returns whether it is left out of the shown configuration, because another key shows its effect. */
    public boolean isHidden() {
        return !draft.isShown;
    }

    boolean holdsSecrets() {
        return draft.type.holdsSecrets();
    }

    T read(ObjectReader in, ReadContext context) {
        return readIfSet(in, context).orElseGet(() -> fallback(context.folder()));
    }

    Optional<T> readIfSet(ObjectReader in, ReadContext context) {
        return in.take(key(), draft.type.reader().in(context));
    }

    T combined(T wide, T narrow) {
        return draft.combined.apply(wide, narrow);
    }

    T update(T old, T wanted, UpdateReport report) {
        if (change == Change.LIVE) {
            return draft.type.rule().update(old, wanted, report);
        }
        if (!old.equals(wanted)) {
            report.changeWaits(key());
        }
        return old;
    }
}
