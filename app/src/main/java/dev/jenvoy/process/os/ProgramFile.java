package dev.jenvoy.process.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a file that is to be executed: by its beginning, as the kernel does, and by its {@code env} line, as env(1)
 * does. Serves both the checks before a start and the explanations of a failed start.
 */
public final class ProgramFile {
    /** The number of bytes that the kernel reads. */
    private static final int HEAD = 256;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final @Nullable Problem problem;
    private final List<Path> interpreters;

    private ProgramFile(@Nullable Problem problem, List<Path> interpreters) {
        this.problem = problem;
        this.interpreters = List.copyOf(interpreters);
    }

    /**
     * A problem of a program.
     *
     * @param why a clause whose subject is the file: "it has no #! line and is not a program"
     */
    public record Problem(Kind kind, String why) {}

    /** The consequences of a problem. */
    public enum Kind {
        /** The kernel refuses to execute it. */
        REFUSED(126),
        /** env(1) looks for a name that no program can have. */
        NEVER_FOUND(127),
        /** env(1) finds no such program on this search path. */
        NOT_ON_PATH(127),
        /** It starts, but probably not as intended. */
        DOUBTFUL(0);

        private final int returncode;

        Kind(int returncode) {
            this.returncode = returncode;
        }

        /** Returns the status that its start results in; 0 if it starts. */
        public int returncode() {
            return returncode;
        }
    }

    /**
     * Checks the beginning of the file. An unreadable file has no problem, because a program need not be readable to be
     * executed.
     *
     * @param directory the folder for a relative interpreter
     * @param searchPath the {@code PATH} at its start
     */
    public static ProgramFile of(Path file, Path directory, String searchPath) {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            // One character for each byte, because the kernel treats a #! line as bytes.
            head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return new ProgramFile(null, List.of());
        }
        if (head.startsWith("#!")) {
            int end = head.indexOf('\n');
            return script(head.substring(2, end < 0 ? head.length() : end), directory, searchPath);
        }
        return new ProgramFile(whyNoScript(head), List.of());
    }

    /** Returns the problem; empty if the program can be started, as far as its beginning shows. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Returns the files that are executed in its place: the interpreter and, after env(1), the program that env finds.
     */
    public List<Path> interpreters() {
        return interpreters;
    }

    /** Returns whether a file begins like a script, even with a byte order mark, which prevents its execution. */
    public static boolean isMeantAsScript(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(BYTE_ORDER_MARK.length() + 2), StandardCharsets.ISO_8859_1);
            return head.startsWith("#!") || head.startsWith(BYTE_ORDER_MARK + "#!");
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Problem whyNoScript(String head) {
        if (head.isEmpty()) {
            return refused("it is empty");
        }
        if (head.startsWith(BYTE_ORDER_MARK + "#!")) {
            return refused("there is a byte order mark before its #! line: save it as UTF-8 without one");
        }
        return head.startsWith("\u007fELF") ? null : refused("it has no #! line and is not a program");
    }

    private static ProgramFile script(String line, Path directory, String searchPath) {
        String[] parts = stripped(line).split("[ \t]+", 2);
        String interpreter = readable(parts[0]);
        String argument = parts.length < 2 ? "" : readable(parts[1]);
        Path file;
        try {
            file = directory.resolve(interpreter);
        } catch (InvalidPathException e) {
            return new ProgramFile(refused("its #! line names no interpreter"), List.of());
        }
        Problem problem = interpreterProblem(interpreter, file);
        if (problem != null) {
            return new ProgramFile(problem, List.of());
        }
        if (String.valueOf(file.getFileName()).equals("env")) {
            return byEnv(file, argument, directory, searchPath);
        }
        return new ProgramFile(argument.endsWith("\r") ? doubtful() : null, List.of(file));
    }

    /**
     * Removes blanks and tabs from both ends, as the kernel does. The kernel does not treat a carriage return
     * specially.
     */
    private static String stripped(String line) {
        return line.replaceFirst("^[ \t]+", "").replaceFirst("[ \t]+$", "");
    }

    private static @Nullable Problem interpreterProblem(String interpreter, Path file) {
        if (interpreter.isBlank()) {
            return refused("its #! line names no interpreter");
        }
        if (!Files.exists(file)) {
            return refused(
                    interpreter.endsWith("\r")
                            ? "its first line names the interpreter " + quoted(interpreter)
                                    + ": the file has Windows line ends"
                            : "its interpreter " + interpreter + " does not exist");
        }
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? null
                : refused("its interpreter " + interpreter + " may not be executed");
    }

    /** Checks an env line. The kernel passes everything after env as one argument. Unknown forms have no problem. */
    private static ProgramFile byEnv(Path env, String argument, Path directory, String searchPath) {
        if (argument.isEmpty()) {
            return new ProgramFile(
                    new Problem(Kind.DOUBTFUL, "its first line gives env no program: it would call itself for ever"),
                    List.of(env));
        }
        Optional<String> name = nameForEnv(argument);
        if (name.isEmpty()) {
            return new ProgramFile(argument.endsWith("\r") ? doubtful() : null, List.of(env));
        }
        List<Path> found = new ArrayList<>(List.of(env));
        lookUp(name.get(), directory, searchPath).ifPresent(found::add);
        return new ProgramFile(found.size() > 1 ? null : notFound(name.get()), found);
    }

    private static Optional<String> nameForEnv(String argument) {
        String rest = argument;
        if (rest.startsWith("-S") || rest.startsWith("--split-string=")) {
            rest = rest.substring(rest.startsWith("-S") ? 2 : "--split-string=".length());
            if (rest.matches("(?s).*[\"'\\\\$#].*")) {
                return Optional.empty();
            }
            // Here env treats a carriage return as a blank.
            rest = Arrays.stream(rest.strip().split("\\s+"))
                    .filter(word -> word.indexOf('=') < 0)
                    .findFirst()
                    .orElse("");
        }
        boolean understood = !rest.isEmpty() && !rest.startsWith("-") && rest.indexOf('=') < 0;
        return understood ? Optional.of(rest) : Optional.empty();
    }

    private static Optional<Path> lookUp(String name, Path directory, String searchPath) {
        try {
            if (name.indexOf('/') >= 0) {
                return Optional.of(directory.resolve(name)).filter(ProgramFile::mayRun);
            }
            return Arrays.stream(searchPath.split(":", -1))
                    .map(folder -> directory.resolve(folder).resolve(name))
                    .filter(ProgramFile::mayRun)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean mayRun(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Problem notFound(String name) {
        if (name.endsWith("\r")) {
            return new Problem(
                    Kind.NEVER_FOUND,
                    "its first line makes env look for " + quoted(name) + ": the file has Windows line ends");
        }
        if (name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
            return new Problem(
                    Kind.NEVER_FOUND,
                    "its first line makes env look for one program named " + quoted(name)
                            + ": several words need env -S");
        }
        return new Problem(
                Kind.NOT_ON_PATH,
                name.indexOf('/') < 0
                        ? "env finds no program " + quoted(name) + " on its PATH"
                        : "its interpreter " + name + " does not exist or may not be executed");
    }

    private static Problem doubtful() {
        return new Problem(
                Kind.DOUBTFUL,
                "its first line ends in a carriage return, which its interpreter gets as a part of its argument: the"
                        + " file has Windows line ends");
    }

    private static Problem refused(String why) {
        return new Problem(Kind.REFUSED, why);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }

    private static String readable(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
