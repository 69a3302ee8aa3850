package dev.jenvoy.ticket.tracker.script;

import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The executable of a tracker, with its surroundings. It is checked as a hook is: neither the file nor what leads to it, nor
 * its interpreter, may be changed by other users.
 *
 * @param file the executable, absolute
 * @param inherited the part of the server's environment that every script gets
 * @param secrets the variables that are named for it: no other secret reaches it, and their values are never shown
 * @param modes checks who may change a file
 */
public record TrackerScript(Path file, Map<String, String> inherited, Map<String, String> secrets, StrictModes modes) {

    /** @throws IllegalArgumentException if the path is not absolute */
    public TrackerScript {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("the path of a script must be absolute");
        }
        inherited = Map.copyOf(inherited);
        secrets = Map.copyOf(secrets);
    }

    /** Returns its whole environment. */
    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(inherited);
        all.putAll(secrets);
        return all;
    }

    /** Returns its working directory. */
    Path folder() {
        return file.resolveSibling("");
    }

    /** Returns why it must not or cannot run; empty if it may. Reads the file system. */
    Optional<String> refusal() {
        if (!Files.isRegularFile(file)) {
            return Optional.of("it does not exist, or is not a regular file");
        }
        if (!Files.isExecutable(file)) {
            return Optional.of("it is not executable; chmod +x makes it so");
        }
        ProgramFile program = ProgramFile.of(file, folder(), environment().getOrDefault("PATH", ""));
        if (program.problem().isPresent() && program.problem().get().kind() != ProgramFile.Kind.DOUBTFUL) {
            return program.problem().map(ProgramFile.Problem::why);
        }
        if (!modes.isEnforced()) {
            return Optional.empty();
        }
        Optional<String> flaw = flaw(file, "it");
        for (Path interpreter : program.interpreters()) {
            flaw = flaw.or(() -> flaw(interpreter, "its interpreter " + interpreter));
        }
        return flaw;
    }

    private Optional<String> flaw(Path path, String subject) {
        return modes.look(path).stream().filter(Flaw::isGrave).findFirst().map(flaw -> flaw.wordsWithPath(subject));
    }

    @Override
    public String toString() {
        return "TrackerScript[" + file + "]";
    }
}
