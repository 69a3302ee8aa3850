package dev.jenvoy.config;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Places;
import dev.jenvoy.permission.StrictModes;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the configuration is, and its one-time reading. {@link LiveConfig} follows its changes. */
public final class ConfigFile {
    private final Path path;
    private final boolean mustExist;
    private final Map<String, String> environment;
    private final List<GivenValue> given;

    /** What the last {@link #load} read, for who goes on from it. */
    private volatile @Nullable ReadConfig loaded;

    private ConfigFile(Path path, boolean mustExist, Map<String, String> environment, List<GivenValue> given) {
        this.path = path;
        this.mustExist = mustExist;
        this.environment = Map.copyOf(environment);
        this.given = List.copyOf(given);
    }

    /**
     * The file that {@code --config} names, else {@code $JENVOY_CONFIG}, else {@code config.json}.
     *
     * @param option what {@code --config} says; null without it
     * @param environment where {@code JENVOY_CONFIG} and the {@code env:} references are looked up
     * @param workingFolder what relative paths given to this method are relative to
     */
    public static ConfigFile locate(@Nullable Path option, Map<String, String> environment, Path workingFolder) {
        if (option != null) {
            return new ConfigFile(Places.resolve(workingFolder, option.toString()), true, environment, List.of());
        }
        String variable = environment.getOrDefault("JENVOY_CONFIG", "");
        String name = variable.isEmpty() ? "config.json" : variable;
        return new ConfigFile(Places.resolve(workingFolder, name), false, environment, List.of());
    }

    /** Returns the same file, in which these values take the place of its own, now and after each of its changes. */
    public ConfigFile with(List<GivenValue> values) {
        return new ConfigFile(path, mustExist, environment, values);
    }

    /** Returns the values that the command line gives. */
    public List<GivenValue> given() {
        return given;
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    /** Returns whether {@code --config} names it: then it must exist, and Jenvoy creates no file in its place. */
    public boolean mustExist() {
        return mustExist;
    }

    /** Whether there is nothing at its place, not even a link to nowhere. */
    public boolean isMissing() {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads it now, with the files that it names for secrets. Blocks for those reads only. */
    public LoadResult load() {
        ReadConfig reading = read(reader());
        loaded = reading;
        return reading.result();
    }

    /**
     * Reads now what can be read of it, in spite of errors; where there is no file, that is the defaults. Blocks as
     * {@link #load} does.
     */
    public PartialConfig loadPartly() {
        if (isMissing()) {
            return new PartialConfig(Config.defaults(path.resolveSibling("")), List.of());
        }
        FileReader files = trusting();
        return ConfigReader.readPartly(files.read(path), environment, files);
    }

    /**
     * Reads now these keys of its top level, also where it is not JSON, as far as they can be found in it: the others are
     * their defaults. Blocks as {@link #load} does.
     */
    public PartialConfig salvage(Set<String> keys) {
        FileReader files = trusting();
        FileReader.Content file = files.read(path);
        FileReader.Content found = new FileReader.Content(
                file.path(), file.stamp(), Salvage.of(file.bytes(), keys), file.failure(), file.flaw());
        return ConfigReader.readPartly(found, environment, files);
    }

    /** Reads files that others may change too: for commands that go where the file says, and run nothing that it names. */
    private static FileReader trusting() {
        return new FileReader(StrictModes.of(Map.of(StrictModes.VARIABLE, "warn")));
    }

    /** Returns the files that this result of {@link #load} was read from; empty if a later result is known. */
    List<FileReader.Content> filesOf(LoadResult result) {
        ReadConfig last = loaded;
        return last != null && last.result() == result ? last.files() : List.of();
    }

    /** Returns the keys that the file named at this result of {@link #load}; empty if a later result is known. */
    Set<String> namesOf(LoadResult result) {
        ReadConfig last = loaded;
        return last != null && last.result() == result ? last.positions().keySet() : Set.of();
    }

    /** Reads files as this one is read: those that others may change are refused, as the environment has it. */
    public FileReader reader() {
        return new FileReader(StrictModes.of(environment));
    }

    ReadConfig read(FileReader files) {
        FileReader.Content content = files.read(path);
        return ConfigReader.read(content, environment, files, given);
    }
}
