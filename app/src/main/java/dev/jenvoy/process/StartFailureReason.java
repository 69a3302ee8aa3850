package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Explains why a command cannot be started. The system reports only numbers, and one number for many reasons. */
final class StartFailureReason {
    static final String BEING_WRITTEN = "it is still being written to";

    /** The search path without {@code PATH}. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private StartFailureReason() {}

    /** Returns the reason after a start that failed with this error number. */
    static Exit of(Command command, int error) {
        if (isShortage(error)) {
            return new Exit.NoRoom(noRoom(error));
        }
        return beforeStart(command).orElseGet(() -> switch (error) {
            case LibC.E2BIG -> new Exit.NotStarted("its arguments and environment are too long");
            case LibC.EACCES ->
                new Exit.NotStarted(
                        "permission was denied (a file system mounted noexec, or a folder that may not be entered)");
            case LibC.ENOEXEC -> new Exit.NotStarted("it is a program for another kind of machine, or damaged");
            case LibC.ENOENT -> new Exit.NotStarted("the loader or interpreter that it needs does not exist");
            case LibC.ETXTBSY -> new Exit.NotStarted(BEING_WRITTEN);
            default -> new Exit.NotStarted("the system refused it (error " + error + ")");
        });
    }

    /** Returns whether this error is a temporary shortage of the machine, not a fault of the command. */
    static boolean isShortage(int error) {
        return switch (error) {
            case LibC.EAGAIN, LibC.ENOMEM, LibC.EMFILE, LibC.ENFILE, LibC.ENOSPC, LibC.EDQUOT -> true;
            default -> false;
        };
    }

    static String noRoom(int error) {
        return switch (error) {
            case LibC.EMFILE -> "the server has no file descriptor left (error " + error + ")";
            case LibC.ENFILE -> "the machine has no file descriptor left (error " + error + ")";
            case LibC.ENOMEM -> "the machine has no memory for another process (error " + error + ")";
            case LibC.ENOSPC, LibC.EDQUOT -> "there is no room on the disk (error " + error + ")";
            default -> "the machine has no room for another process (error " + error + ")";
        };
    }

    /** Returns problems that can be found without starting the command; empty if there is no problem. */
    static Optional<Exit> beforeStart(Command command) {
        Path program;
        try {
            program = command.program();
        } catch (InvalidPathException e) {
            return Optional.of(
                    new Exit.NotStarted("its name cannot be written in the server's locale, which is not UTF-8"));
        }
        if (Files.notExists(program)) {
            return Optional.of(new Exit.Vanished());
        }
        return problem(program, command).map(Exit.NotStarted::new);
    }

    private static Optional<String> problem(Path program, Command command) {
        if (Files.isDirectory(program)) {
            return Optional.of("it is a folder");
        }
        if (Files.exists(program) && !Files.isRegularFile(program)) {
            return Optional.of("it is not a regular file");
        }
        if (!Files.isExecutable(program)) {
            return Optional.of("it may not be executed by the server's user (chmod +x)");
        }
        if (!Files.isDirectory(command.directory())) {
            return Optional.of("its working directory does not exist");
        }
        if (!Files.isReadable(command.input())) {
            return Optional.of("the file for its standard input cannot be read");
        }
        return problem(command, program, ProgramFile.Kind.REFUSED);
    }

    /**
     * Returns why a command ended with 127, if env(1) did not find the interpreter in its first line. If the
     * interpreter exists by now, assumes that the command itself returned 127.
     */
    static Optional<Exit> afterNotFound(Command command) {
        return problem(command, command.program(), ProgramFile.Kind.NEVER_FOUND, ProgramFile.Kind.NOT_ON_PATH)
                .map(Exit.NoInterpreter::new);
    }

    private static Optional<String> problem(Command command, Path program, ProgramFile.Kind... kinds) {
        String searchPath = command.environment().getOrDefault("PATH", DEFAULT_PATH);
        return ProgramFile.of(program, command.directory(), searchPath)
                .problem()
                .filter(problem -> List.of(kinds).contains(problem.kind()))
                .map(ProgramFile.Problem::why);
    }
}
