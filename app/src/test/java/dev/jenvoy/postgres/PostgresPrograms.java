package dev.jenvoy.postgres;

import dev.jenvoy.machine.Component;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of PostgreSQL on this machine, and the account that runs them: PostgreSQL refuses to run as root. */
final class PostgresPrograms {

    private static final String ACCOUNT = "postgres";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int TO_RUN_SECONDS = 60;

    private PostgresPrograms() {}

    /**
     * Makes a folder in the machine's temporary folder that belongs to the account of PostgreSQL. The folders of JUnit do
     * not serve: only their owner may pass through them.
     */
    static Path makeFolder(String name) {
        try {
            Path folder = Files.createTempDirectory("jenvoy-" + name + "-");
            giveAway(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void giveAway(Path folder) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
        }
    }

    /** Makes an empty folder a small disk, which belongs to the account of PostgreSQL. */
    static void mount(Path folder, int megabytes) {
        Component.need("mount");
        runAs(List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m,mode=700,uid=" + ACCOUNT + ",gid=" + ACCOUNT,
                "jenvoy-test",
                folder.toString()));
    }

    /** Deletes a folder with everything in it. */
    static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder as the account of PostgreSQL. */
    static void copy(Path from, Path to) {
        run("cp", List.of("-a", "--reflink=auto", from.toString(), to.toString()));
    }

    /** Sends a signal, named without {@code SIG}. Processes that are gone do not matter. */
    static void signal(String name, List<Long> pids) {
        List<String> arguments = new ArrayList<>(List.of("-c", "kill -" + name + " \"$@\" || true", "signal"));
        pids.forEach(pid -> arguments.add(pid.toString()));
        run("sh", arguments);
    }

    /** Runs a program of PostgreSQL as its account, to its end, and fails the test unless it succeeds. Returns its output. */
    static String run(String program, List<String> arguments) {
        return run(List.of(), program, arguments);
    }

    /**
     * Runs a program as {@link #run(String, List)} does.
     *
     * @param prefix what becomes the program, such as one that enters a network; may be empty
     */
    static String run(List<String> prefix, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(program, arguments));
        return runAs(command);
    }

    private static String runAs(List<String> command) {
        try {
            Path output = Files.createTempFile("jenvoy-postgres", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(TO_RUN_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command)
                        + (ended ? " failed: " : " did not end within " + TO_RUN_SECONDS + " s: ")
                        + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the command that runs a program of PostgreSQL as its account; aborts the test if there is no such program. */
    static List<String> command(String program, List<String> arguments) {
        return command(List.of(), program, arguments);
    }

    /**
     * Returns a command as {@link #command(String, List)} does.
     *
     * @param prefix what becomes the program as the account of PostgreSQL; may be empty
     */
    static List<String> command(List<String> prefix, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(asAccount());
        command.addAll(prefix);
        command.add(find(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** Returns what to write before a command so that the account of PostgreSQL runs it. */
    static List<String> asAccount() {
        if (!isRoot()) {
            return List.of();
        }
        Component.need("setpriv");
        return List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path find(String program) {
        return folders()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    Path usual = DEBIAN.resolve("15/bin").resolve(program);
                    Component.needFile(usual, "postgresql");
                    return usual;
                });
    }

    private static Stream<Path> folders() {
        return Stream.of(
                        Optional.ofNullable(System.getenv("JENVOY_PG_BIN")).map(Path::of).stream(),
                        installed(),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(Path::of))
                .flatMap(folders -> folders);
    }

    /** Returns the folders of Debian's versions, the newest first. */
    private static Stream<Path> installed() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
