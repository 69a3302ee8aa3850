package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes units and calls {@code systemctl}; prints each step before it is done, or prints all steps and does nothing. */
final class Systemd {

    private final Map<String, String> environment;
    private final PrintWriter out;
    private final boolean ofUser;
    private final boolean dry;
    private final @Nullable Path root;

    /**
     * @param ofUser whether the service is the user's own, and not the system's
     * @param dry whether it is only printed what would be done
     * @param root the folder of an image whose system it is, which is not running; null for this machine
     */
    Systemd(Map<String, String> environment, PrintWriter out, boolean ofUser, boolean dry, @Nullable Path root) {
        this.environment = environment;
        this.out = out;
        this.ofUser = ofUser;
        this.dry = dry;
        this.root = root;
    }

    /** Reports what could not be done, in words for people. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    /** Returns the place of a unit. */
    Path place(String name) throws Failure {
        Path folder = ofUser ? userFolder() : Path.of("/etc/systemd/system");
        Path below = root == null ? folder : root.resolve(folder.getRoot().relativize(folder));
        return below.resolve(name + ".service");
    }

    private Path userFolder() throws Failure {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (config.isEmpty() && home.isEmpty()) {
            throw new Failure("HOME is not set, so there is no place for a unit of yours");
        }
        Path base = config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
        return base.toAbsolutePath().resolve("systemd/user");
    }

    /** Returns whether the machine has systemctl. */
    Optional<Path> program() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "systemctl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Writes a unit, unless there is the same already. Never overwrites another one. */
    void write(String name, String text) throws Failure {
        Path file = place(name);
        say("write " + file);
        if (dry) {
            text.lines().forEach(line -> out.println("    " + TerminalText.line(line)));
            return;
        }
        if (ofUser) {
            refuseForeign(file);
        }
        try {
            if (Files.exists(file)) {
                if (!Files.readString(file).equals(text)) {
                    throw new Failure("there is another unit " + file + " already; \"service uninstall\" removes it");
                }
                return;
            }
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new Failure("the unit cannot be written: " + e
                    + (ofUser ? "" : "; a unit of the system needs root, --user makes one of yours"));
        }
    }

    /** Root with the HOME of another user would follow that user's links. */
    private static void refuseForeign(Path file) throws Failure {
        StrictModes modes = StrictModes.of(Map.of());
        if (modes.isRoot() && modes.look(file).stream().anyMatch(Flaw::isGrave)) {
            throw new Failure("root does not write " + file + ", which another user may change: run this as that user");
        }
    }

    /** Removes a unit that {@link SystemdUnit} made. */
    void remove(String name) throws Failure {
        Path file = place(name);
        say("remove " + file);
        if (dry) {
            return;
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new Failure("the unit cannot be removed: " + e);
        }
    }

    /** Returns whether there is a unit that {@link SystemdUnit} made. */
    boolean isOurs(String name) throws Failure {
        try {
            return Files.readString(place(name)).startsWith(SystemdUnit.MARK);
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs {@code systemctl} with these words, which must succeed. */
    void control(String... words) throws Failure, InterruptedException {
        int code = run(words);
        if (code != 0) {
            throw new Failure("systemctl " + String.join(" ", words) + " ended with " + code);
        }
    }

    /** Runs {@code systemctl} with these words and returns its exit code; its output is printed. */
    int run(String... words) throws Failure, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program().map(Path::toString).orElse("systemctl"));
        if (ofUser) {
            command.add("--user");
        }
        if (root != null) {
            command.add("--root=" + root);
        }
        command.addAll(List.of(words));
        say("systemctl "
                + command.subList(1, command.size()).stream()
                        .map(CalledAs::quoted)
                        .collect(Collectors.joining(" ")));
        if (dry) {
            return 0;
        }
        if (program().isEmpty()) {
            throw new Failure("there is no systemctl on the PATH: this machine does not run systemd");
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            TerminalText.lines(said).lines().forEach(line -> out.println("    " + line));
            return process.waitFor();
        } catch (IOException e) {
            throw new Failure("systemctl cannot be run: " + e);
        }
    }

    private void say(String what) {
        out.println((dry ? "would " : "") + what);
        out.flush();
    }
}
