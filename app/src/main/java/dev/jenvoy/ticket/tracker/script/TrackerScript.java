package dev.jenvoy.ticket.tracker.script;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.Problem.Severity;
import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.os.ProgramFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

    /**
     * Returns what is wrong with it, for a check beside the server, whose {@code PATH} may be another. Reads the file system and
     * runs nothing.
     *
     * @param key the key of the configuration that names it
     * @param at where the key is
     */
    public Optional<Problem> problem(String key, Position at) {
        Optional<String> refusal = refusal();
        Optional<ProgramFile.Problem> found = program().problem();
        if (refusal.isPresent()) {
            boolean isSure = found.filter(problem -> problem.kind() == ProgramFile.Kind.NOT_ON_PATH)
                    .filter(problem -> problem.why().equals(refusal.get()))
                    .isEmpty();
            Severity severity = isSure ? Severity.ERROR : Severity.WARNING;
            return refusal.map(why -> problem(severity, key, at, "the script cannot be run: " + why));
        }
        return found.map(ProgramFile.Problem::why)
                .or(() -> flaw(flaw -> true))
                .map(why -> problem(Severity.WARNING, key, at, "the script: " + why));
    }

    private Problem problem(Severity severity, String key, Position at, String words) {
        return new Problem(severity, key, at.line(), at.column(), words, file.toString(), false);
    }

    private ProgramFile program() {
        return ProgramFile.of(file, folder(), environment().getOrDefault("PATH", ""));
    }

    /** Returns why it must not or cannot run; empty if it may. Reads the file system. */
    Optional<String> refusal() {
        if (!Files.isRegularFile(file)) {
            return Optional.of("it does not exist, or is not a regular file");
        }
        if (!Files.isExecutable(file)) {
            return Optional.of("it is not executable; chmod +x makes it so");
        }
        Optional<ProgramFile.Problem> problem =
                program().problem().filter(found -> found.kind() != ProgramFile.Kind.DOUBTFUL);
        if (problem.isPresent()) {
            return problem.map(ProgramFile.Problem::why);
        }
        return modes.isEnforced() ? flaw(Flaw::isGrave) : Optional.empty();
    }

    /** Returns the first way of this kind in which others may change the file or its interpreter. */
    private Optional<String> flaw(Predicate<Flaw> kind) {
        Optional<String> flaw = flaw(file, "it", kind);
        for (Path interpreter : program().interpreters()) {
            flaw = flaw.or(() -> flaw(interpreter, "its interpreter " + interpreter, kind));
        }
        return flaw;
    }

    private Optional<String> flaw(Path path, String subject, Predicate<Flaw> kind) {
        return modes.look(path).stream().filter(kind).findFirst().map(flaw -> flaw.wordsWithPath(subject));
    }

    @Override
    public String toString() {
        return "TrackerScript[" + file + "]";
    }
}
