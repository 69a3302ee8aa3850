package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a file is right now, links followed: whether it can be a hook. Who may change it is not asked here. Every look is a
 * new one. */
public enum HookFile {
    /** A regular executable file. */
    FIT(""),
    /** A regular file without the executable bit, or on a file system mounted noexec. */
    NOT_EXECUTABLE("it is not executable; chmod +x makes it so (not on a file system mounted noexec)"),
    /** A folder, a socket, a device or a pipe. */
    NOT_REGULAR("it is not a regular file"),
    /** Not there, or a symbolic link to nothing. */
    MISSING("it is not there, or a symbolic link to nothing"),
    /** A loop of links, or behind a folder that may not be entered. */
    UNREACHABLE("it cannot be reached: a loop of links, or a folder without permission");

    private final String why;

    HookFile(String why) {
        this.why = why;
    }

    /** Why it does not run, in words; empty for one that does. */
    public String why() {
        return why;
    }

    /** Whether a delivery that names it has a hook there, be it one that is answered with its fault. */
    public boolean answers() {
        return this == FIT;
    }

    public static HookFile look(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return MISSING;
        } catch (FileSystemException e) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? UNREACHABLE : MISSING;
        } catch (IOException e) {
            return UNREACHABLE;
        }
        if (!attributes.isRegularFile()) {
            return NOT_REGULAR;
        }
        return Files.isExecutable(file) ? FIT : NOT_EXECUTABLE;
    }
}
