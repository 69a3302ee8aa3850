package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
