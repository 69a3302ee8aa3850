package dev.jenvoy.hook;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hooks folder of real files, and the hooks that are found in it. */
public final class HooksDir {

    public final Path root;
    private final HookFolder folder;

    public HooksDir(Path root) {
        this(root, new HookFolder(Clock.systemUTC()));
    }

    HooksDir(Path root, HookFolder folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Returns settings for this folder, with all other defaults. */
    public static HookSettings settings(Path root, ChildRule rule, HookRule... rules) {
        return settings(root, rule, StrictModes.of(Map.of()), rules);
    }

    static HookSettings settings(Path root, ChildRule rule, StrictModes modes, HookRule... rules) {
        OptionValues defaults = OptionValues.defaults(List.of(HookOptions.GROUP), root);
        return new HookSettings(
                root, rule, true, Map.of("PATH", "/usr/bin:/bin"), new HookRules(defaults, List.of(rules)), modes);
    }

    /** Creates executable scripts, with the folders above them. */
    public HooksDir with(String... names) {
        for (String name : names) {
            file(name, "rwxr-xr-x");
        }
        return this;
    }

    public Path file(String name, String mode) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names that run, in order; fails if the folder cannot be read. */
    List<String> find(HookSelector subject, ChildRule rule) {
        return ((HookFolder.Found.Hooks) search(subject, rule))
                .hooks().stream().map(Hook::name).toList();
    }

    HookFolder.Found search(HookSelector subject, ChildRule rule) {
        return folder.find(root, subject, rule);
    }

    /**
     * Parses a selector from a text such as {@code push acme/site main}: event, repository with or without owner,
     * branch.
     */
    public static HookSelector subject(String text) {
        String[] words = text.split(" ");
        @Nullable Owner owner = null;
        @Nullable Repository repository = null;
        if (words.length > 1) {
            int slash = words[1].lastIndexOf('/');
            owner = slash < 0 ? null : new Owner(words[1].substring(0, slash));
            String name = words[1].substring(slash + 1);
            repository = name.isEmpty() ? null : new Repository(name);
        }
        return new HookSelector(
                new Event(words[0]), owner, repository, words.length > 2 ? new RefName(words[2]) : null);
    }
}
