package dev.jenvoy.machine;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program of the machine that a test needs. */
public final class Component {
    private Component() {}

    /** Aborts the test, naming the program, if it is missing; fails it under continuous integration. */
    public static void need(String program) {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            missing("this test needs " + program + ", which is not in PATH");
        }
    }

    /** Aborts the test, naming the packages that bring it, if a file is missing; fails it under continuous integration. */
    public static void needFile(Path file, String packages) {
        if (!Files.isReadable(file)) {
            missing("this test needs " + file + " (Debian's packages " + packages + ")");
        }
    }

    private static void missing(String missing) {
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        abort(missing);
    }
}
