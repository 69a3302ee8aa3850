package dev.jenvoy.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the beginning of a file as the kernel does when it is to execute it. */
final class Magic {
    /** As much as the kernel looks at. */
    private static final int HEAD = 256;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private Magic() {}

    /**
     * Why the kernel would not execute this file, going by its beginning.
     *
     * @param directory where a relative interpreter is looked for
     */
    static Optional<String> problem(Path program, Path directory) {
        String head;
        try (InputStream in = Files.newInputStream(program)) {
            // One character a byte: a #! line is bytes to the kernel.
            head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // A program need not be readable to be executed.
            return Optional.empty();
        }
        if (head.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (head.startsWith("#!")) {
            int end = head.indexOf('\n');
            return interpreterProblem(end < 0 ? head : head.substring(0, end), directory);
        }
        if (head.startsWith(BYTE_ORDER_MARK + "#!")) {
            return Optional.of("a byte order mark stands before its #! line: save it as UTF-8 without one");
        }
        return head.startsWith("\u007fELF") ? Optional.empty() : Optional.of("it has no #! line and is not a program");
    }

    private static Optional<String> interpreterProblem(String line, Path directory) {
        String interpreter =
                readable(line.substring(2).replaceFirst("^[ \t]+", "").replaceFirst("[ \t].*$", ""));
        if (interpreter.isBlank()) {
            return Optional.of("its #! line names no interpreter");
        }
        Path file;
        try {
            file = directory.resolve(interpreter);
        } catch (InvalidPathException e) {
            return Optional.of("its #! line names no interpreter");
        }
        if (!Files.exists(file)) {
            return Optional.of(
                    interpreter.endsWith("\r")
                            ? "its first line names the interpreter \"" + interpreter.strip()
                                    + "\\r\": the file has Windows line ends"
                            : "its interpreter " + interpreter + " does not exist");
        }
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.empty()
                : Optional.of("its interpreter " + interpreter + " may not be executed");
    }

    private static String readable(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
