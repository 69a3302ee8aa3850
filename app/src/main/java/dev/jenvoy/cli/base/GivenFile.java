package dev.jenvoy.cli.base;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is named on the command line, to be read. */
public final class GivenFile {

    private GivenFile() {}

    /**
     * Returns why what is here must not be read, in words; empty if it may, or if there is nothing. A pipe or a device might never
     * end.
     */
    public static Optional<String> flaw(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file)
                ? Optional.of("not a regular file: " + TerminalText.line(file.toString()))
                : Optional.empty();
    }
}
