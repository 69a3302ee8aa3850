package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one fact, or a part of one, from the paths that it declares. Readers are put together from others, so that each path
 * is written once: where it is read. Holds no state of a payload.
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
        return new FactReader<>(Set.of(), new Nothing<>());
    }

    /** Reads with a lambda that asks these readers alone. */
    public static <T> FactReader<T> by(Reading<T> reading, FactReader<?>... asked) {
        Set<String> paths = new LinkedHashSet<>();
        for (FactReader<?> reader : asked) {
            paths.addAll(reader.paths);
        }
        return new FactReader<>(paths, reading);
    }

    /** Reads whether the event has one of these names. */
    public static FactReader<Boolean> isEvent(String... names) {
        return new FactReader<>(Set.of(), new IsEvent(List.of(names)));
    }

    /** Reads whether the event's name has this part. */
    public static FactReader<Boolean> isEventWith(String part) {
        return new FactReader<>(Set.of(), new IsEventWith(part));
    }

    /** Reads a string. */
    public static FactReader<String> text(String path) {
        return new FactReader<>(Set.of(path), new Text(path));
    }

    /** Reads a string, or ignores what else is there. */
    public static FactReader<String> textIfAny(String path) {
        return new FactReader<>(Set.of(path), new TextIfAny(path));
    }

    /** Reads the first text as a {@linkplain TitleText title}, or ignores what else is there. */
    public static FactReader<String> title(String... paths) {
        return new FactReader<>(Set.of(paths), new Title(List.of(paths)));
    }

    /**
     * Reads a title of the element of a list whose {@code id} is this one.
     *
     * @param list the path of the list, such as {@code commits}
     * @param id the id
     * @param names the places of the title in an element, the first that has one counts
     */
    public static FactReader<String> titleIn(String list, FactReader<String> id, String... names) {
        Set<String> paths = new LinkedHashSet<>(id.paths);
        paths.add(list + ".*.id");
        for (String name : names) {
            paths.add(list + ".*." + name);
        }
        return new FactReader<>(paths, new TitleIn(list, id, List.of(names)));
    }

    /** Reads a string that hooks may see in their environment. */
    public static FactReader<String> plain(String path) {
        return new FactReader<>(Set.of(path), new Plain(path));
    }

    /** Reads the first string that hooks may see in their environment, or ignores what else is there. */
    public static FactReader<String> plainIfAny(String... paths) {
        return new FactReader<>(Set.of(paths), new PlainIfAny(List.of(paths)));
    }

    /** Reads a whole number. */
    public static FactReader<Long> number(String path) {
        return new FactReader<>(Set.of(path), new WholeNumber(path));
    }

    /** Reads whether there is a {@code true}. */
    public static FactReader<Boolean> flag(String path) {
        return new FactReader<>(Set.of(path), new Flag(path));
    }

    /** Reads whether there is an object. */
    public static FactReader<Boolean> object(String path) {
        return new FactReader<>(Set.of(path), new HasObject(path));
    }

    /** Reads whether there is an object, or ignores what else is there. */
    public static FactReader<Boolean> objectIfAny(String path) {
        return new FactReader<>(Set.of(path), new IsObject(path));
    }

    /** Reads the first of two facts if the condition holds, else the second. */
    public static <T> FactReader<T> choose(FactReader<Boolean> condition, FactReader<T> then, FactReader<T> otherwise) {
        return by(new Choose<>(condition, then, otherwise), condition, then, otherwise);
    }

    /** Reads the branch that a full reference names. */
    public static FactReader<RefName> branchOf(FactReader<String> ref) {
        return ref.as(NameValidation::branch);
    }

    /** Reads the tag that a full reference names. */
    public static FactReader<RefName> tagOf(FactReader<String> ref) {
        return ref.as(NameValidation::tag);
    }

    /** Reads a branch's or tag's name. */
    public static FactReader<RefName> refName(FactReader<String> name) {
        return name.as(NameValidation::refName);
    }

    /** Reads whether a hash means no commit. */
    public static FactReader<Boolean> isNoCommit(FactReader<String> sha) {
        return sha.as(NameValidation::isNoCommit);
    }

    /** Returns a reader that asks another one where this one finds nothing. */
    public FactReader<T> or(FactReader<T> other) {
        return by(new Or<>(this, other), this, other);
    }

    /** Returns a reader that makes another value of one that is there. */
    public <R> FactReader<R> as(Mapping<T, R> mapping) {
        return by(new As<>(this, mapping), this);
    }

    /** Returns a reader of whether this one finds anything. */
    public FactReader<Boolean> present() {
        return by(new Present(this), this);
    }

    /** Returns a reader that rejects a payload without this fact. */
    public FactReader<T> required(String what) {
        return by(new Required<>(this, what), this);
    }

    /** Returns a reader that finds nothing unless the condition holds. */
    public FactReader<T> onlyIf(FactReader<Boolean> condition) {
        return choose(condition, this, nothing());
    }

    /** Tells whether this reads {@code true}. */
    boolean holds(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return Boolean.TRUE.equals(read(event, json));
    }

    // Classes, not lambdas: the first delivery after a start loads them, and a class loads faster than a lambda is
    // linked.

    private record Nothing<T>() implements Reading<T> {
        @Override
        public @Nullable T read(Event event, JsonFacts json) {
            return null;
        }
    }

    private record IsEvent(List<String> names) implements Reading<Boolean> {
        @Override
        public Boolean read(Event event, JsonFacts json) {
            return names.contains(event.name());
        }
    }

    private record IsEventWith(String part) implements Reading<Boolean> {
        @Override
        public Boolean read(Event event, JsonFacts json) {
            return event.name().contains(part);
        }
    }

    private record Text(String path) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) throws JsonFacts.WrongType {
            return json.text(path);
        }
    }

    private record TextIfAny(String path) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) {
            return json.textIfAny(path);
        }
    }

    private record Title(List<String> paths) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) {
            for (String path : paths) {
                @Nullable String title = TitleText.of(json.textIfAny(path));
                if (title != null) {
                    return title;
                }
            }
            return null;
        }
    }

    private record TitleIn(String list, FactReader<String> id, List<String> names) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            @Nullable String wanted = id.read(event, json);
            // The size is the sender's word; more elements than these are not kept.
            int kept = Math.min(json.sizeIfAny(list), JsonPaths.MAX_OPTIONAL_ELEMENTS);
            for (int i = 0; wanted != null && i < kept; i++) {
                JsonFacts element = json.below(list + "." + i);
                if (wanted.equals(element.textIfAny("id"))) {
                    return new Title(names).read(event, element);
                }
            }
            return null;
        }
    }

    private record Plain(String path) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            return NameValidation.plain(json, path);
        }
    }

    private record PlainIfAny(List<String> paths) implements Reading<String> {
        @Override
        public @Nullable String read(Event event, JsonFacts json) {
            for (String path : paths) {
                @Nullable String text = NameValidation.plainIfAny(json, path);
                if (text != null) {
                    return text;
                }
            }
            return null;
        }
    }

    private record WholeNumber(String path) implements Reading<Long> {
        @Override
        public @Nullable Long read(Event event, JsonFacts json) throws JsonFacts.WrongType {
            return json.number(path);
        }
    }

    private record Flag(String path) implements Reading<Boolean> {
        @Override
        public @Nullable Boolean read(Event event, JsonFacts json) throws JsonFacts.WrongType {
            return json.flag(path);
        }
    }

    private record HasObject(String path) implements Reading<Boolean> {
        @Override
        public Boolean read(Event event, JsonFacts json) throws JsonFacts.WrongType {
            return json.hasObject(path);
        }
    }

    private record IsObject(String path) implements Reading<Boolean> {
        @Override
        public Boolean read(Event event, JsonFacts json) {
            return json.isObject(path);
        }
    }

    private record Choose<T>(FactReader<Boolean> condition, FactReader<T> then, FactReader<T> otherwise)
            implements Reading<T> {
        @Override
        public @Nullable T read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            return (condition.holds(event, json) ? then : otherwise).read(event, json);
        }
    }

    private record Or<T>(FactReader<T> first, FactReader<T> second) implements Reading<T> {
        @Override
        public @Nullable T read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            @Nullable T value = first.read(event, json);
            return value == null ? second.read(event, json) : value;
        }
    }

    private record As<T, R>(FactReader<T> reader, Mapping<T, R> mapping) implements Reading<R> {
        @Override
        public @Nullable R read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            @Nullable T value = reader.read(event, json);
            return value == null ? null : mapping.map(value);
        }
    }

    private record Present(FactReader<?> reader) implements Reading<Boolean> {
        @Override
        public Boolean read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            return reader.read(event, json) != null;
        }
    }

    private record Required<T>(FactReader<T> reader, String what) implements Reading<T> {
        @Override
        public T read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            @Nullable T value = reader.read(event, json);
            if (value == null) {
                throw InvalidPayload.notAName(what);
            }
            return value;
        }
    }
}
