package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one fact, or a part of one, from the paths that it declares. Readers are put together from others, so that each path
 * is written once: where it is read. Holds no state of a payload.
 *
 * @param <T> the type of the fact
 */
public final class FactReader<T> {

    /** Reads a payload of this event. */
    public interface Reading<T> {
        @Nullable
        T read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType;
    }

    /** Makes another value of one that is there. */
    public interface Mapping<T, R> {
        @Nullable
        R map(T value) throws InvalidPayload;
    }

    private final Set<String> paths;
    private final Reading<T> reading;

    private FactReader(Set<String> paths, Reading<T> reading) {
        this.paths = Set.copyOf(paths);
        this.reading = reading;
    }

    /**
     * Reads the fact; {@code null} when it is not there.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a value has another type than the sender documents
     */
    @Nullable
    public T read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return reading.read(event, json);
    }

    Set<String> paths() {
        return paths;
    }

    /** Reads nothing. */
    public static <T> FactReader<T> nothing() {
        return new FactReader<>(Set.of(), (event, json) -> null);
    }

    /** Reads with a lambda that asks these readers alone. */
    public static <T> FactReader<T> by(Reading<T> reading, FactReader<?>... asked) {
        return new FactReader<>(union(asked), reading);
    }

    /** Reads a string. */
    public static FactReader<String> text(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.text(path));
    }

    /** Reads a string, or ignores what else is there. */
    public static FactReader<String> textIfAny(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.textIfAny(path));
    }

    /** Reads a string that hooks may see in their environment. */
    public static FactReader<String> plain(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> NameValidation.plain(json, path));
    }

    /** Reads the first string that hooks may see in their environment, or ignores what else is there. */
    public static FactReader<String> plainIfAny(String... paths) {
        return new FactReader<>(Set.of(paths), (event, json) -> {
            for (String path : paths) {
                @Nullable String text = NameValidation.plainIfAny(json, path);
                if (text != null) {
                    return text;
                }
            }
            return null;
        });
    }

    /** Reads a whole number. */
    public static FactReader<Long> number(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.number(path));
    }

    /** Reads whether there is a {@code true}. */
    public static FactReader<Boolean> flag(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.flag(path));
    }

    /** Reads whether there is an object. */
    public static FactReader<Boolean> object(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.hasObject(path));
    }

    /** Reads whether there is an object, or ignores what else is there. */
    public static FactReader<Boolean> objectIfAny(String path) {
        return new FactReader<>(Set.of(path), (event, json) -> json.isObject(path));
    }

    /** Reads the first of two facts if the condition holds, else the second. */
    public static <T> FactReader<T> choose(FactReader<Boolean> condition, FactReader<T> then, FactReader<T> otherwise) {
        return by(
                (event, json) -> (condition.holds(event, json) ? then : otherwise).read(event, json),
                condition,
                then,
                otherwise);
    }

    /** Returns a reader that asks another one where this one finds nothing. */
    public FactReader<T> or(FactReader<T> other) {
        return by(
                (event, json) -> {
                    @Nullable T value = read(event, json);
                    return value == null ? other.read(event, json) : value;
                },
                this,
                other);
    }

    /** Returns a reader that makes another value of one that is there. */
    public <R> FactReader<R> as(Mapping<T, R> mapping) {
        return by(
                (event, json) -> {
                    @Nullable T value = read(event, json);
                    return value == null ? null : mapping.map(value);
                },
                this);
    }

    /** Returns a reader that rejects a payload without this fact. */
    public FactReader<T> required(String what) {
        return by(
                (event, json) -> {
                    @Nullable T value = read(event, json);
                    if (value == null) {
                        throw InvalidPayload.notAName(what);
                    }
                    return value;
                },
                this);
    }

    /** Returns a reader that finds nothing unless the condition holds. */
    public FactReader<T> onlyIf(FactReader<Boolean> condition) {
        return choose(condition, this, nothing());
    }

    /** Tells whether this reads {@code true}. */
    boolean holds(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return Boolean.TRUE.equals(read(event, json));
    }

    private static Set<String> union(FactReader<?>... readers) {
        Set<String> all = new LinkedHashSet<>();
        for (FactReader<?> reader : readers) {
            all.addAll(reader.paths);
        }
        return all;
    }
}
