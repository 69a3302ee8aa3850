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

    /** The same for a file that comes with a package of Debian's. */
    public static void need(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            missing("this test needs " + file + " of the package " + debianPackage);
        }
    }

    private static void missing(String missing) {
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        abort(missing);
    }
}
