package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Says whether a file can be a hook at this moment, following links. Does not check who may change it. */
public enum HookFile {
    /** A regular executable file. */
    FIT(""),
    /** A regular file without the executable bit, or on a file system mounted noexec. */
    NOT_EXECUTABLE("it is not executable; chmod +x makes it so (not on a file system mounted noexec)"),
    /** A folder, a socket, a device or a pipe. */
    NOT_REGULAR("it is not a regular file"),
    /** A missing file, or a symbolic link to nothing. */
    MISSING("it does not exist, or is a symbolic link to nothing"),
    /** A loop of links, or a file in a folder that may not be entered. */
    UNREACHABLE("it cannot be reached: a loop of links, or a folder without permission");

    private final String why;

    HookFile(String why) {
        this.why = why;
    }

    /** Returns why it does not run; empty if it can run. */
    public String why() {
        return why;
    }

    /** Returns whether it is a hook for the deliveries that its name matches, even if it cannot be started. */
    public boolean answers() {
        return this == FIT;
    }

    /**
     * A file as it was seen.
     *
     * @param stamp its state; {@code null} unless it is {@link #FIT}
     */
    public record Seen(HookFile state, Hook.@Nullable Stamp stamp) {}

    public static HookFile look(Path file) {
        return see(file).state();
    }

    /** Looks at a file once, and keeps what identifies its state. */
    public static Seen see(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return new Seen(MISSING, null);
        } catch (FileSystemException e) {
            return new Seen(Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? UNREACHABLE : MISSING, null);
        } catch (IOException e) {
            return new Seen(UNREACHABLE, null);
        }
        if (!attributes.isRegularFile()) {
            return new Seen(NOT_REGULAR, null);
        }
        return Files.isExecutable(file)
                ? new Seen(FIT, new Hook.Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()))
                : new Seen(NOT_EXECUTABLE, null);
    }
}
